import type { Policies } from '../policies.js';
import { rowFor, rowsOn } from '../schedule/edition.js';
import { evaluateDoses, type RowsOn } from '../schedule/evaluate.js';
import { toVaccinations } from '../schedule/eligibility.js';
import type { ResidentHistory } from '../journey/facts.js';
import type { LocalDate } from '../time.js';

/** A dose as it is known of a resident, whoever gave it. */
export type KnownDose = { vaccine: string; series: string; givenOn: LocalDate };

/**
 * Doses of a resident that are valid by the schedule, each by the rows in force on its day and numbered within its series by counting what is valid.
 */
export function validDoses(doses: readonly KnownDose[], { birthDate, sex }: Pick<ResidentHistory, 'birthDate' | 'sex'>, rows: RowsOn): string[] {
  const inOrder = [...doses].sort((one, other) => (one.givenOn < other.givenOn ? -1 : one.givenOn > other.givenOn ? 1 : 0));
  const judged = evaluateDoses(toVaccinations({ birthDate, sex, doses: inOrder.map((dose) => ({ ...dose, status: 'given' })) }), rows);
  const valid = inOrder.filter((_, n) => judged[n]?.valid);
  return valid.map(({ series }, n) => doseKey(series, valid.slice(0, n + 1).filter((other) => other.series === series).length));
}

/** `MMR-1` */
export function doseKey(series: string, doseNumber: number): string {
  return `${series}-${doseNumber}`;
}

/** A dose that is reported of; `dueMonths`: the completed months of age from which it may be given. */
export type ReportedDose = { series: string; doseNumber: number; dueMonths: number };

/** Of each series of a product the doses that the schedule in force on a day has; none of what is given each season or after an exposure. */
export function reportedDoses({ products, schedule }: Pick<Policies, 'products' | 'schedule'>, on: LocalDate): ReportedDose[] {
  const inForce = rowsOn(schedule, on);
  const firsts = products.filter(({ series }, n) => products.findIndex((other) => other.series === series) === n);
  return firsts.flatMap(({ series, vaccine }) => {
    const row = rowFor(inForce, vaccine);
    if (!row || row.season || row.afterExposure) return [];
    const dueMonths = (n: number) => row.steps.slice(0, n + 1).findLast(({ minAge }) => minAge)?.minAge?.months ?? 0;
    return row.steps.map((_, n) => ({ series, doseNumber: n + 1, dueMonths: dueMonths(n) }));
  });
}
