import type { Schedule } from '../policies.js';
import { addDays, addMonths, type LocalDate } from '../time.js';

/** A dose as it is known of a resident, whoever gave it. */
export type KnownDose = { series: string; doseNumber: number; givenOn: LocalDate };

/**
 * Doses of a resident that are valid by the schedule: at the least age or later, and not sooner after the valid dose before than its interval.
 * A dose whose predecessor is not known is not taken for valid. Of two with one number the earlier counts.
 */
export function validDoses(doses: readonly KnownDose[], birthDate: LocalDate, schedule: Schedule): string[] {
  return schedule.series.flatMap(({ series, minAgeMonths, minIntervalDays }) => {
    const valid: string[] = [];
    let earliestOn: LocalDate | null = null;
    for (const [index, months] of minAgeMonths.entries()) {
      const from = laterOf(addMonths(birthDate, months), earliestOn);
      const given = earliest(doses.filter((dose) => dose.series === series && dose.doseNumber === index + 1 && dose.givenOn >= from));
      if (given === null) break;
      valid.push(doseKey(series, index + 1));
      earliestOn = addDays(given, minIntervalDays[index] ?? 0);
    }
    return valid;
  });
}

/** `MMR-1` */
export function doseKey(series: string, doseNumber: number): string {
  return `${series}-${doseNumber}`;
}

function earliest(doses: readonly KnownDose[]): LocalDate | null {
  return doses.map(({ givenOn }) => givenOn).sort()[0] ?? null;
}

function laterOf(a: LocalDate, b: LocalDate | null): LocalDate {
  return b !== null && b > a ? b : a;
}
