import type { LocalDate } from '../time.js';
import type { Row, RowsInForce } from './edition.js';
import type { GivenDose, VaccinationHistory } from './history.js';
import { limitsOf } from './limits.js';
import { countedDoses, isComplete, isFor, nextNumber, type Judged } from './progress.js';
import { addSpan } from './span.js';

export const DOSE_RULES = ['minimum-age', 'minimum-interval', 'live-interval', 'maximum-age', 'not-needed'] as const;
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
  const rows = inForce.rows.filter((row) => row.vaccines.includes(dose.vaccine) && isFor(row, judged, history, dose.on));
  const verdicts = rows.map((row) => ({ row, rule: ruleBrokenBy(dose, row, judged, history, inForce) }));
  const verdict = verdicts.find(({ rule }) => rule === null) ?? verdicts[0];
  if (!verdict) return { ...dose, valid: false, rule: 'not-needed', doseNumber: null, edition: null };
  const valid = verdict.rule === null;
  return { ...dose, valid, rule: verdict.rule, doseNumber: valid ? nextNumber(verdict.row, inForce.rows, judged, history, dose.on) : null, edition: verdict.row.edition };
}

function ruleBrokenBy({ vaccine, on }: GivenDose, row: Row, judged: Judged, history: VaccinationHistory, inForce: RowsInForce): DoseRule | null {
  const alternatives = inForce.rows.filter(({ series }) => series === row.series).filter((one) => isFor(one, judged, history, on));
  const counted = countedDoses(row, judged, history, on);
  const step = row.steps[counted.length];
  if (!step || alternatives.some((one) => isComplete(one, judged, history, on))) return 'not-needed';
  const broken = limitsOf({ row, counted, vaccine, judged, history, inForce, day: on }, step).find(({ from }) => on < from);
  if (broken) return broken.rule;
  return row.tooOldFrom && on >= addSpan(history.birthDate, row.tooOldFrom) ? 'maximum-age' : null;
}
