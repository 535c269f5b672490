import { parseArgs } from 'node:util';
import { loadEditions } from '../config/load-schedule.js';
import { runCase, type CaseResult, type ScheduleCase } from '../domain/schedule/cases.js';
import { rowsOfEdition, rowsOn, type Edition } from '../domain/schedule/edition.js';
import type { RowsOn } from '../domain/schedule/evaluate.js';
import { printJsonResult } from './command-result.js';
import { readCases } from './schedule-cases.js';

// `npm run schedule:eval -- --cases FILE [--edition E] [--json]`: judges the cases of a file by one edition of the schedule, or by those in
// force on the day of each dose. Needs no database. The form of the file: docs/schedule.md.
const asJson = process.argv.includes('--json');
const figures = { cases: 0, passed: 0, failed: 0 };
try {
  const { values } = parseArgs({ options: { edition: { type: 'string' }, cases: { type: 'string' }, json: { type: 'boolean' } } });
  if (!values.cases) throw new Error('Name a file of cases: npm run schedule:eval -- --edition 2021 --cases domain/schedule/cases/2021.json');
  const rows = rowsFor(loadEditions(), values.edition);
  for (const one of readCases(values.cases)) count(judge(one, rows));
  if (!asJson) console.log(`${figures.cases} cases, ${figures.passed} passed, ${figures.failed} failed`);
  if (figures.failed > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (asJson) printJsonResult({ name: 'schedule:eval', ok: process.exitCode !== 1, figures });

function rowsFor(editions: Edition[], name: string | undefined): RowsOn {
  if (name === undefined) return (day) => rowsOn(editions, day);
  const rows = rowsOfEdition(editions, name);
  if (!rows) throw new Error(`No such edition: "${name}". Editions: ${editions.map(({ edition }) => edition).join(', ')}`);
  return () => rows;
}

/** A vaccine that no row names is a slip of the file, not an answer. */
function judge(one: ScheduleCase, rows: RowsOn): CaseResult | string {
  const known = [one.asOf, ...one.doses.map(({ date }) => date)].flatMap((day) => rows(day).rows.flatMap(({ vaccines }) => vaccines));
  const unknown = one.doses.find(({ vaccine }) => !known.includes(vaccine));
  return unknown ? `case ${one.id}: the schedule has no vaccine "${unknown.vaccine}"` : runCase(one, rows);
}

function count(result: CaseResult | string): void {
  figures.cases += 1;
  if (typeof result !== 'string' && result.passed) {
    figures.passed += 1;
    return;
  }
  figures.failed += 1;
  console.error(typeof result === 'string' ? result : described(result));
}

/** Of the forecast what was asked for. */
function described({ id, expected, answer }: CaseResult): string {
  const forecast = answer.forecast.filter(({ vaccine }) => expected.forecast?.some((wanted) => wanted.vaccine === vaccine));
  return `case ${id}\n  expected ${JSON.stringify(expected)}\n  answer   ${JSON.stringify({ doses: answer.doses, forecast })}`;
}
