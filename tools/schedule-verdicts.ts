import { runCase, type CaseResult, type ScheduleCase } from '../domain/schedule/cases.js';
import { rowsByDay, rowsOfEdition, type Edition } from '../domain/schedule/edition.js';
import type { RowsOn } from '../domain/schedule/evaluate.js';

/** `failures`: one text for each failed case. */
export type CaseVerdicts = { figures: { cases: number; passed: number; failed: number }; failures: string[] };

/**
 * What to judge by: one edition, or, without a name, those in force on the day of each dose.
 * @throws {Error} naming the editions that there are
 */
export function rowsFor(editions: Edition[], name: string | undefined): RowsOn {
  if (name === undefined) return rowsByDay(editions);
  const rows = rowsOfEdition(editions, name);
  if (!rows) throw new Error(`No such edition: "${name}". Editions: ${editions.map(({ edition }) => edition).join(', ')}`);
  return () => rows;
}

export function judgeCases(cases: readonly ScheduleCase[], rows: RowsOn): CaseVerdicts {
  const failures = cases.flatMap((one) => failureOf(one, rows) ?? []);
  return { figures: { cases: cases.length, passed: cases.length - failures.length, failed: failures.length }, failures };
}

/** A vaccine that no row names is a slip of the file, not an answer. */
function failureOf(one: ScheduleCase, rows: RowsOn): string | null {
  const known = [one.asOf, ...one.doses.map(({ date }) => date)].flatMap((day) => rows(day).rows.flatMap(({ vaccines }) => vaccines));
  const unknown = one.doses.find(({ vaccine }) => !known.includes(vaccine));
  if (unknown) return `case ${one.id}: the schedule has no vaccine "${unknown.vaccine}"`;
  const result = runCase(one, rows);
  return result.passed ? null : bothAnswers(result);
}

/** Of the forecast what was asked for. */
function bothAnswers({ id, expected, answer }: CaseResult): string {
  const forecast = answer.forecast.filter(({ vaccine }) => expected.forecast?.some((wanted) => wanted.vaccine === vaccine));
  return `case ${id}\n  expected ${JSON.stringify(expected)}\n  answer   ${JSON.stringify({ doses: answer.doses, forecast })}`;
}
