import { parseArgs } from 'node:util';
import { loadEditions } from '../config/load-schedule.js';
import { printJsonResult } from './command-result.js';
import { readCases } from './schedule-cases.js';
import { judgeCases, rowsFor, type CaseVerdicts } from './schedule-verdicts.js';

// `npm run schedule:eval -- --cases FILE [--edition E] [--json]`: judges the cases of a file by one edition of the schedule, or by those in
// force on the day of each dose. Needs no database. The form of the file: docs/schedule.md.
const asJson = process.argv.includes('--json');
let figures: CaseVerdicts['figures'] = { cases: 0, passed: 0, failed: 0 };
try {
  const { values } = parseArgs({ options: { edition: { type: 'string' }, cases: { type: 'string' }, json: { type: 'boolean' } } });
  if (!values.cases) throw new Error('Name a file of cases: npm run schedule:eval -- --edition 2021 --cases domain/schedule/cases/2021.json');
  const verdicts = judgeCases(readCases(values.cases), rowsFor(loadEditions(), values.edition));
  figures = verdicts.figures;
  for (const failure of verdicts.failures) console.error(failure);
  if (!asJson) console.log(`${figures.cases} cases, ${figures.passed} passed, ${figures.failed} failed`);
  if (figures.failed > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (asJson) printJsonResult({ name: 'schedule:eval', ok: process.exitCode !== 1, figures });
