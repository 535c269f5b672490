import { formatSeconds, startProgress } from '../../tools/progress.mjs';
import { AUDIT_LISTS_UNDER_TEST } from './audit-lists.js';
import { CASE_LISTS_UNDER_TEST, CASE_LOG_UNDER_TEST, WIDER_THAN_SCOPE } from './case-lists.js';
import { isWithin, toFigures, toRounded, toTable } from './figures.js';
import { JOURNEY_LISTS_UNDER_TEST, LOGS_UNDER_TEST } from './journey-lists.js';
import type { ListUnderTest } from './list.js';
import { createDatabase, dropDatabase, load, newPasswords, settle, type Counts, type Database, type Passwords } from './load.js';
import { LOT_LISTS_UNDER_TEST } from './lots.js';
import { measureList, type Measured } from './measure.js';
import { readOptions, TIMES_LARGER, type ListsOptions } from './options.js';
import { NOTICE_LISTS_UNDER_TEST } from './notice-lists.js';
import { createPlaces } from './places.js';
import { REPORT_LISTS_UNDER_TEST } from './report-lists.js';
import { startServer } from './server.js';
import { stopOnce } from '../stop-once.js';
import { openTables, type Tables } from './table-under-test.js';

const line = (text: string) => void process.stderr.write(`${text}\n`);

export const LISTS_UNDER_TEST: readonly ListUnderTest[] = [
  ...JOURNEY_LISTS_UNDER_TEST, ...CASE_LISTS_UNDER_TEST, ...WIDER_THAN_SCOPE, ...LOGS_UNDER_TEST, CASE_LOG_UNDER_TEST,
  ...NOTICE_LISTS_UNDER_TEST, ...REPORT_LISTS_UNDER_TEST, ...LOT_LISTS_UNDER_TEST, ...AUDIT_LISTS_UNDER_TEST,
];

export type ListsResult = { ok: boolean; figures: Record<string, number>; lists: object[] };

/** Every list, filter and order of the API on a large table and on one of a hundredth, in turns on one server of its own. */
export async function benchLists(args: string[]): Promise<ListsResult> {
  const options = readOptions(args);
  const lists = LISTS_UNDER_TEST.filter(({ name }) => name.includes(options.only));
  if (lists.length === 0) throw new Error(`--only must be part of the name of a list, such as ${LISTS_UNDER_TEST[0]?.name}`);
  const server = await startServer();
  const stop = stopOnce(server);
  try {
    return await runLists({ serverUrl: server.adminUrl, passwords: newPasswords(), options, say: line, lists });
  } finally {
    await stop();
  }
}

export type ListsRun = { serverUrl: string; passwords: Passwords; options: ListsOptions; say: (text: string) => void; lists: readonly ListUnderTest[]; timesLarger?: number };

/** On a server that is there already: the roles are given these passwords, and what it made is dropped again. */
export async function runLists({ serverUrl, passwords, options, say, lists, timesLarger = TIMES_LARGER }: ListsRun): Promise<ListsResult> {
  const filled: Filled[] = [];
  try {
    const common = { serverUrl, passwords, nowMs: Date.now() };
    const small = await fill('small', Math.floor(options.journeys / timesLarger), options, common);
    filled.push(small);
    const large = await fill('large', options.journeys, options, common);
    filled.push(large);
    const measured = await measureAll(lists, { small: small.tables, large: large.tables }, options.requests);
    say(`\n${toTable(measured)}\n`);
    const figures = toFigures(measured);
    const { journeys, journey_events: events, cases } = large.counts;
    return { ok: isWithin(figures), figures: { ...figures, journeys, events, cases, openCases: large.openCases, loadSeconds: large.seconds }, lists: measured.map(toRounded) };
  } finally {
    for (const { tables, database } of filled) {
      await tables.close();
      await dropDatabase(serverUrl, database);
    }
  }
}

type Filled = { database: Database; tables: Tables; counts: Counts; openCases: number; seconds: number };
type Common = { serverUrl: string; passwords: Passwords; nowMs: number };

async function fill(name: 'small' | 'large', journeys: number, { seed }: ListsOptions, { serverUrl, passwords, nowMs }: Common): Promise<Filled> {
  const from = performance.now();
  let visits = 0;
  const end = startProgress(() => `filling the ${name} tables: ${visits} of ${journeys} journeys`);
  const database = await createDatabase(serverUrl, `lists_${name}_${process.pid}`, passwords);
  const counts = await load(database, { journeys, seed, nowMs }, createPlaces(), (count) => (visits = count));
  await settle(database);
  const tables = await openTables(name, database, nowMs);
  const [row] = await tables.rows<{ n: number }>(`select count(*)::int as n from cases where status = 'open'`);
  const openCases = row?.n ?? 0;
  end(`${name}: ${counts.journeys} journeys, ${counts.journey_events} events, ${counts.cases} cases, ${openCases} of them open`);
  return { database, tables, counts, openCases, seconds: Math.round((performance.now() - from) / 1000) };
}

async function measureAll(lists: readonly ListUnderTest[], both: { small: Tables; large: Tables }, requests: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  const from = performance.now();
  let now = '';
  const left = () => (measured.length === 0 ? '' : `, about ${formatSeconds(((performance.now() - from) / measured.length) * (lists.length - measured.length))} left`);
  const end = startProgress(() => `${measured.length} of ${lists.length} lists${left()}: ${now}`);
  for (const list of lists) {
    now = list.name;
    measured.push(await measureList(list, both, requests));
  }
  end(`${measured.length} lists measured`);
  return measured;
}
