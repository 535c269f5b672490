import type { LocalDate } from '../time.js';
import type { Row, RowsInForce, Step } from './edition.js';
import type { GivenDose, VaccinationHistory } from './history.js';
import { limitsOf } from './limits.js';
import { countedDoses, isComplete, isFor, nextNumber, type Judged } from './progress.js';
import { addSpan } from './span.js';

export const DOSE_RULES = ['minimum-age', 'minimum-interval', 'live-interval', 'maximum-age', 'not-needed', 'uncounted'] as const;
export type DoseRule = (typeof DOSE_RULES)[number];

/** `rule`: the first one that it breaks, null when valid. `edition`: whose row it was judged by; null: no row is for that vaccine and person. */
export type EvaluatedDose = GivenDose & { valid: boolean; rule: DoseRule | null; doseNumber: number | null; edition: string | null };

/** What is in force on the day of a dose. */
export type RowsOn = (day: LocalDate) => RowsInForce;

/**
 * Judges each dose by the rows in force on its day, one after the other in the order of days, and answers in the order given. A dose that
 * was valid under the edition in force on its day stays valid (to confirm), so later editions count it too.
 */
export function evaluateDoses(history: VaccinationHistory, rowsOn: RowsOn): EvaluatedDose[] {
  const order = history.doses.map((dose, n) => ({ dose, n })).sort((a, b) => (a.dose.on === b.dose.on ? a.n - b.n : a.dose.on < b.dose.on ? -1 : 1));
  const judged: EvaluatedDose[] = [];
  for (const { dose } of order) judged.push(judgeDose(dose, judged, history, rowsOn(dose.on)));
  return history.doses.map((_, n) => judged[order.findIndex((one) => one.n === n)] as EvaluatedDose);
}

/** Valid when one of the rows that are for the vaccine and the person finds it so; else what the first of them says. */
function judgeDose(dose: GivenDose, judged: Judged, history: VaccinationHistory, inForce: RowsInForce): EvaluatedDose {
  if (dose.uncounted) return { ...dose, valid: false, rule: 'uncounted', doseNumber: null, edition: null };
  const verdicts = verdictsOn(dose, { judged, history, inForce, missing: 0 });
  const verdict = verdicts.find(({ rule }) => rule === null) ?? verdicts[0];
  if (!verdict) return { ...dose, valid: false, rule: 'not-needed', doseNumber: null, edition: null };
  const valid = verdict.rule === null;
  return { ...dose, valid, rule: verdict.rule, doseNumber: valid ? nextNumber(verdict.row, inForce.rows, judged, history, dose.on) : null, edition: verdict.row.edition };
}

/** What one row says of a dose. `earliestOn`: from then on nothing speaks against it any more; null where no waiting helps. */
export type Verdict = { row: Row; rule: Exclude<DoseRule, 'uncounted'> | null; earliestOn: LocalDate | null };

/** `missing`: so many doses before it are taken to have been given, though nobody knows when. */
export type Before = { judged: Judged; history: VaccinationHistory; inForce: RowsInForce; missing: number };

/** What each row says that is for the vaccine and the person on that day. */
export function verdictsOn(dose: GivenDose, before: Before): Verdict[] {
  const { judged, history, inForce } = before;
  return inForce.rows.filter((row) => row.vaccines.includes(dose.vaccine) && isFor(row, judged, history, dose.on)).map((row) => verdictOf(row, dose, before));
}

function verdictOf(row: Row, { vaccine, on }: GivenDose, { judged, history, inForce, missing }: Before): Verdict {
  const counted = countedDoses(row, judged, history, on);
  const step = stepAfter(row, counted.length, missing);
  const alternatives = inForce.rows.filter(({ series }) => series === row.series).filter((one) => isFor(one, judged, history, on));
  if (!step || alternatives.some((one) => isComplete(one, judged, history, on))) return { row, rule: 'not-needed', earliestOn: null };
  const limits = limitsOf({ row, counted, vaccine, judged, history, inForce, day: on }, step);
  const earliestOn = limits.reduce((latest, { from }) => (from > latest ? from : latest), on);
  const tooOldOn = row.tooOldFrom && addSpan(history.birthDate, row.tooOldFrom);
  const broken = limits.find(({ from }) => on < from);
  if (broken) return { row, rule: broken.rule, earliestOn: tooOldOn && earliestOn >= tooOldOn ? null : earliestOn };
  return { row, rule: tooOldOn && on >= tooOldOn ? 'maximum-age' : null, earliestOn: null };
}

/** The age of a step without one is that of a dose before, which was kept unless that dose is only taken to have been given. */
function stepAfter({ steps }: Row, counted: number, missing: number): Step | undefined {
  const step = steps[counted + missing];
  if (!step || step.minAge || missing === 0) return step;
  return { ...step, minAge: steps.slice(0, counted + missing).findLast(({ minAge }) => minAge)?.minAge ?? null };
}
