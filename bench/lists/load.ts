import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { bootstrapRoles } from '../../db/bootstrap-roles.js';
import { migrate } from '../../db/migrate.js';
import { LOGIN_ROLES, type LoginRole } from '../../db/roles.js';
import { DAYS_AHEAD, DAYS_BACK } from './calendar.js';
import { runSql } from '../run-sql.js';
import { openCopy, type OpenCopy } from './copy-in.js';
import { generateRows, type Wanted } from './generate.js';
import type { Places } from './places.js';
import { COLUMNS, TABLES, toLine, type Table } from './rows.js';

/** A migrated database on its own: `admin` sees all rows, `api` is the login that lists are read by, `auditor` the one that reads the audit. */
export type Database = { adminUrl: string; apiUrl: string; auditorUrl: string };
export type Counts = Record<Table, number>;

/** One password per role and server, for all databases on it. */
export type Passwords = Record<LoginRole, string>;
export const newPasswords = (): Passwords => Object.fromEntries(LOGIN_ROLES.map((role) => [role, randomBytes(12).toString('hex')])) as Passwords;

export async function createDatabase(serverUrl: string, database: string, passwords: Passwords): Promise<Database> {
  await bootstrapRoles({ adminUrl: serverUrl, database, passwords });
  const urlOf = (role: LoginRole) => Object.assign(new URL(serverUrl), { username: role, password: passwords[role], pathname: `/${database}` }).href;
  await migrate(urlOf('migrator'));
  return { adminUrl: Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href, apiUrl: urlOf('api'), auditorUrl: urlOf('auditor') };
}

/** All tables at once, in the order in which rows came about, with the indexes and month partitions that an installation has. */
export async function load({ adminUrl }: Database, wanted: Wanted, places: Places, onVisits: (count: number) => void): Promise<Counts> {
  await makeMonths(adminUrl, wanted.nowMs);
  const copies = new Map<Table, OpenCopy>();
  try {
    for (const table of TABLES) {
      const copy = await openCopy(adminUrl, table, COLUMNS[table]);
      copies.set(table, copy);
    }
    let visits = 0;
    for (const row of generateRows(wanted, places)) {
      const pause = copies.get(row.table)?.write(toLine(row));
      if (pause) await pause;
      if (row.table !== 'journeys' || ++visits % 1_000 !== 0) continue;
      onVisits(visits);
      await turn(); // a socket that takes all at once gives no turn to timers and signals
    }
    return await endAll(copies);
  } finally {
    await Promise.all([...copies.values()].map((copy) => copy.abandon()));
  }
}

/** Sites end first: what refers to them waits for them. */
async function endAll(copies: Map<Table, OpenCopy>): Promise<Counts> {
  const counts: Partial<Counts> = {};
  for (const table of TABLES) {
    counts[table] = await copies.get(table)?.end() ?? 0;
    copies.delete(table);
  }
  return counts as Counts;
}

async function makeMonths(adminUrl: string, nowMs: number): Promise<void> {
  const dayMs = 86_400_000;
  const first = new Date(nowMs - (DAYS_BACK + 1) * dayMs).toISOString().slice(0, 10);
  await runSql(adminUrl, 'select create_month_partitions($1::date, $2)', [first, Math.ceil((DAYS_BACK + DAYS_AHEAD) / 28) + 3]);
}

/** What autovacuum would have done by the time that a table has come to this size. */
export async function settle({ adminUrl }: Database): Promise<void> {
  await runSql(adminUrl, 'vacuum (analyze)');
}

export async function dropDatabase(serverUrl: string, { adminUrl }: Database): Promise<void> {
  await runSql(serverUrl, `drop database ${new URL(adminUrl).pathname.slice(1)} with (force)`);
}
