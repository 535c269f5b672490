import { addMonths, type LocalDate } from '../time.js';
import type { EvaluatedDose } from './evaluate.js';
import type { Row, Who } from './edition.js';
import type { VaccinationHistory } from './history.js';
import { addSpan } from './span.js';

/** Doses judged so far, in the order of their days. */
export type Judged = readonly EvaluatedDose[];

/** Valid doses that count towards the row on that day: of this season, after the latest exposure. An invalid dose does not count (2021 edition, 补种通用原则: what is missing is given, nothing is begun again). */
export function countedDoses(row: Row, judged: Judged, history: VaccinationHistory, day: LocalDate): EvaluatedDose[] {
  const from = row.season ? seasonStart(row.season.from, day) : row.afterExposure ? (exposureOn(history, day) ?? history.birthDate) : null;
  return judged.filter((dose) => dose.valid && countsTowards(row, dose.vaccine) && (from === null || dose.on >= from));
}

export function countsTowards(row: Row, vaccine: string): boolean {
  return row.vaccines.includes(vaccine) || row.alsoCounts.includes(vaccine);
}

/** The first day of the season that the day lies in. */
export function seasonStart(from: string, day: LocalDate): LocalDate {
  const start = `${day.slice(0, 4)}-${from}` as LocalDate;
  return start <= day ? start : addMonths(start, -12);
}

/** The latest exposure up to that day; null: none is known. */
export function exposureOn({ exposures }: VaccinationHistory, day: LocalDate): LocalDate | null {
  return exposures.reduce<LocalDate | null>((last, on) => (on <= day && (last === null || on > last) ? on : last), null);
}

/** Whether the row has all its doses on that day. */
export function isComplete(row: Row, judged: Judged, history: VaccinationHistory, day: LocalDate): boolean {
  const counted = countedDoses(row, judged, history, day);
  if (counted.length >= neededDoses(row, judged, history, day)) return true;
  const { completeWith } = row;
  return completeWith !== null && counted.length >= completeWith.doses && counted.some(({ vaccine }) => vaccine === completeWith.vaccine);
}

/** Influenza: two in the first season of a young child, one in every other. */
function neededDoses(row: Row, judged: Judged, history: VaccinationHistory, day: LocalDate): number {
  if (!row.season) return row.steps.length;
  const { from, firstEver } = row.season;
  const start = seasonStart(from, day);
  const valid = judged.filter((dose) => dose.valid && countsTowards(row, dose.vaccine));
  const firstOn = valid[0]?.on ?? day;
  return firstOn >= start && firstOn < addSpan(history.birthDate, firstEver.belowAge) ? firstEver.doses : 1;
}

/** Whether the row is for that person on that day. */
export function isFor(row: Row, judged: Judged, history: VaccinationHistory, day: LocalDate): boolean {
  const { sex, bornFrom, birthWeightBelowGrams: below, birthWeightFromGrams: from } = row.who;
  const { birthWeightGrams: weight, birthDate } = history;
  return (
    (sex === null || sex === history.sex) &&
    (bornFrom === null || birthDate >= bornFrom) &&
    (below === null || (weight !== null && weight < below)) &&
    (from === null || weight === null || weight >= from) &&
    isAgeAtFirst(row.who, birthDate, judged.find((dose) => dose.valid && countsTowards(row, dose.vaccine))?.on ?? day)
  );
}

function isAgeAtFirst({ firstDoseFromAge, firstDoseBelowAge }: Who, birthDate: LocalDate, firstOn: LocalDate): boolean {
  return (!firstDoseFromAge || firstOn >= addSpan(birthDate, firstDoseFromAge)) && (!firstDoseBelowAge || firstOn < addSpan(birthDate, firstDoseBelowAge));
}

/** The number that the next dose against that disease would have: one more than the valid ones of all its rows. */
export function nextNumber(row: Row, rows: readonly Row[], judged: Judged, history: VaccinationHistory, day: LocalDate): number {
  if (row.season || row.afterExposure) return countedDoses(row, judged, history, day).length + 1;
  const vaccines = rows.filter(({ disease }) => disease === row.disease).flatMap((one) => one.vaccines);
  return judged.filter((dose) => dose.valid && vaccines.includes(dose.vaccine)).length + 1;
}
