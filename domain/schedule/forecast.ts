import { addDays, type LocalDate } from '../time.js';
import type { Programme, Row, RowsInForce } from './edition.js';
import { evaluateDoses, type DoseRule, type EvaluatedDose, type RowsOn } from './evaluate.js';
import type { VaccinationHistory } from './history.js';
import { limitsOf, type Limit } from './limits.js';
import { countedDoses, countsTowards, exposureOn, isComplete, isFor, nextNumber, type Judged } from './progress.js';
import { addSpan } from './span.js';

export const FORECAST_STATUSES = ['due', 'overdue', 'not-yet', 'complete', 'never'] as const;
export type ForecastStatus = (typeof FORECAST_STATUSES)[number];

/** The next dose of one row, or that there is none. */
export type Forecast = {
  vaccine: string;
  series: string;
  /** Within the disease; where complete that of the last dose. */
  doseNumber: number;
  status: ForecastStatus;
  /** What it waits for, or why there is none; null while it may be given. */
  rule: DoseRule | null;
  /** From this day on it is valid; null when complete or never. */
  earliestOn: LocalDate | null;
  /** From this day on it is overdue; null: no age is recommended. */
  overdueOn: LocalDate | null;
  /** The last day on which it may be given; null: no limit. */
  latestOn: LocalDate | null;
  /** What a person has to find before it: `ppd-negative`. */
  condition: string | null;
  programme: Programme;
  edition: string;
  /** After an exposure: walk-in at any hour, stopped by no booking and no contraindication. */
  urgent: boolean;
};

type Person = { judged: Judged; history: VaccinationHistory; inForce: RowsInForce; asOf: LocalDate };

/**
 * The next dose of each row that is for the person on `asOf`, catch-up included: what is missing is given as early as its limits allow, and
 * nothing is begun again. Rows of a series that was begun with what does not count towards them are left out.
 */
export function forecastDoses(history: VaccinationHistory, asOf: LocalDate, rowsOn: RowsOn): Forecast[] {
  const judged = [...evaluateDoses(history, rowsOn)].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const inForce = rowsOn(asOf);
  const rows = inForce.rows.filter((row) => isFor(row, judged, history, asOf));
  const person: Person = { judged, history, asOf, inForce: { ...inForce, rows } };
  const forecasts = rows.filter((row) => isOpen(row, person)).flatMap((row) => forecastRow(row, person));
  return forecasts.filter((one) => one.programme === 'national' || !forecasts.some((other) => isFreeNow(other, one)));
}

/** What the programme gives for nothing, or has given, is not offered for money. */
function isFreeNow(free: Forecast, offered: Forecast): boolean {
  return free.programme === 'national' && free.series === offered.series && ['due', 'overdue', 'complete'].includes(free.status);
}

function isOpen(row: Row, person: Person): boolean {
  const { judged, history, asOf } = person;
  if (row.afterExposure && !exposureOn(history, asOf) && !judged.some(({ vaccine }) => row.vaccines.includes(vaccine))) return false;
  if (row.follows?.catchUpOnly && predecessorGoesOn(row, person)) return false;
  if (isSeriesComplete(row, person)) return true;
  const alternatives = person.inForce.rows.filter(({ series }) => series === row.series);
  const begun = judged.filter((dose) => dose.valid && alternatives.some(({ vaccines }) => vaccines.includes(dose.vaccine)));
  return begun.length === 0 || begun.some(({ vaccine }) => countsTowards(row, vaccine));
}

/** Where nothing is to be given any more, each vaccine of the row says so. */
function forecastRow(row: Row, person: Person): Forecast[] {
  const { judged, history, inForce, asOf } = person;
  const ended = { ...aboutOf(row), earliestOn: null, overdueOn: null, latestOn: null, condition: null };
  if (isSeriesComplete(row, person)) return row.vaccines.map((vaccine) => ({ ...ended, vaccine, doseNumber: lastNumber(row, person), status: 'complete', rule: 'not-needed' }));
  const counted = countedDoses(row, judged, history, asOf);
  const step = row.steps[counted.length];
  if (!step) return [];
  const doseNumber = predecessorNumber(row, person) ?? nextNumber(row, inForce.rows, judged, history, asOf);
  const vaccine = nextVaccine(row, counted);
  const limits = limitsOf({ row, counted, vaccine, judged, history, inForce, day: asOf }, step);
  const last = limits.reduce<Limit | null>((latest, limit) => (!latest || limit.from > latest.from ? limit : latest), null);
  const earliestOn = last && last.from > history.birthDate ? last.from : history.birthDate;
  const tooOldOn = row.tooOldFrom && addSpan(history.birthDate, row.tooOldFrom);
  if (tooOldOn && (asOf >= tooOldOn || earliestOn >= tooOldOn)) return row.vaccines.map((one) => ({ ...ended, vaccine: one, doseNumber, status: 'never', rule: 'maximum-age' }));
  const overdueOn = overdueFrom(row, counted.length, history.birthDate, earliestOn);
  const status = asOf < earliestOn ? 'not-yet' : overdueOn && asOf >= overdueOn ? 'overdue' : 'due';
  return [{ ...aboutOf(row), vaccine, doseNumber, status, rule: status === 'not-yet' && last ? last.rule : null, earliestOn, overdueOn, latestOn: tooOldOn && addDays(tooOldOn, -1), condition: conditionOf(row, person) }];
}

const aboutOf = ({ series, programme, edition, afterExposure }: Row) => ({ series, programme, edition, urgent: afterExposure !== null });

/** A dose without an age of its own is late when the next one that has one is; catch-up is late from its first day. */
function overdueFrom({ steps, afterExposure, follows }: Row, done: number, birthDate: LocalDate, earliestOn: LocalDate): LocalDate | null {
  if (afterExposure) return addSpan(earliestOn, afterExposure.overdueAfter);
  if (follows?.catchUpOnly) return earliestOn;
  const finishBefore = steps.slice(done).find((step) => step.finishBefore)?.finishBefore;
  return finishBefore ? addSpan(birthDate, finishBefore) : null;
}

function isSeriesComplete(row: Row, { judged, history, inForce, asOf }: Person): boolean {
  return inForce.rows.some((one) => one.series === row.series && isComplete(one, judged, history, asOf));
}

function nextVaccine({ vaccines, firstDoses }: Row, counted: readonly EvaluatedDose[]): string {
  const first = firstDoses && counted.filter(({ vaccine }) => vaccine === firstDoses.vaccine).length < firstDoses.doses;
  return first ? firstDoses.vaccine : (vaccines[0] ?? '');
}

/** Of the last dose of the row, else of what made its series complete. */
function lastNumber({ series, vaccines, alsoCounts }: Row, { judged, inForce }: Person): number {
  const last = (of: readonly string[]) => judged.filter((dose) => dose.valid && of.includes(dose.vaccine)).at(-1)?.doseNumber;
  const alternatives = inForce.rows.filter((row) => row.series === series).flatMap((row) => row.vaccines);
  return last(vaccines) ?? last([...alternatives, ...alsoCounts]) ?? 0;
}

/** While the row before it can still be finished, a dose is numbered as if it were. */
function predecessorNumber(row: Row, person: Person): number | null {
  const before = predecessorOf(row, person);
  return before && predecessorGoesOn(row, person) ? before.steps.length + 1 : null;
}

function predecessorGoesOn(row: Row, person: Person): boolean {
  const before = predecessorOf(row, person);
  if (!before || isSeriesComplete(before, person)) return false;
  return forecastRow(before, person).some(({ status }) => status !== 'never');
}

function predecessorOf({ follows }: Row, { inForce }: Person): Row | undefined {
  return inForce.rows.find(({ name }) => name === follows?.row);
}

function conditionOf({ condition }: Row, { history, asOf }: Person): string | null {
  return condition && asOf >= addSpan(history.birthDate, condition.fromAge) ? condition.code : null;
}
