import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { CASE_NEEDS } from '../../domain/cases/needs.js';
import { OPEN_QUEUES } from '../../domain/cases/queue.js';
import { JOURNEY_LISTS } from '../../db/journey-store.js';
import { LOGIN_ROLES } from '../../db/roles.js';
import { LISTS_UNDER_TEST, runLists, type ListsResult } from './bench-lists.js';
import { openCopy } from './copy-in.js';
import { createDatabase, dropDatabase, load, type Database, type Passwords } from './load.js';
import { pagesOf } from './list.js';
import { createPlaces } from './places.js';
import { openTables, type Tables } from './table-under-test.js';

/** As every suite on the server of this run has them. */
const passwords = Object.fromEntries(LOGIN_ROLES.map((role) => [role, role])) as Passwords;
const serverUrl = process.env.TEST_ADMIN_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function databases(): Promise<string[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'lists\\_%\\_${process.pid}'`);
  await client.end();
  return rows.map(({ datname }) => datname);
}

it('measures lists on both sizes and leaves nothing behind', async () => {
  const said: string[] = [];
  const lists = LISTS_UNDER_TEST.filter((_, n) => n % 24 === 0);
  const result: ListsResult = await runLists({ serverUrl, passwords, options: { journeys: 2_000, requests: 2, seed: 3, only: '' }, say: (text) => said.push(text), lists, timesLarger: 4 });
  expect(result.figures).toMatchObject({ lists: lists.length, journeys: 2_000 });
  expect(result.lists).toMatchObject(lists.map(({ name }) => ({ name })));
  expect(result.ok).toBe((result.figures['worstRatio'] ?? Infinity) <= 1.5 && (result.figures['worstP99Ms'] ?? Infinity) <= 50);
  for (const { name } of lists) expect(said.join()).toContain(name);
  expect(await databases()).toEqual([]);
}, 3 * 60_000);

it('has every filter of journeys, cases of every place by kind, by queue, by both and by neither, by need and by number, and all counts, notices and what reports count', () => {
  const names = LISTS_UNDER_TEST.map(({ name }) => name);
  const filters = names.flatMap((name) => /^journeys by ([a-z+]+)/.exec(name)?.[1] ?? []);
  expect(new Set(filters)).toEqual(new Set(Object.keys(JOURNEY_LISTS).map((filter) => filter.replace('day+siteId', 'day+site').replace('siteId', 'site').replace('areaCode', 'area').replace('residentId', 'resident'))));
  for (const place of ['site', 'district', 'city', 'province']) {
    for (const list of ['', ', kind', ...OPEN_QUEUES.flatMap((queue) => [`, ${queue}`, `, kind, ${queue}`])]) expect(names).toEqual(expect.arrayContaining([`cases, ${place}${list}`, `cases, ${place}${list}, deep`]));
    for (const need of CASE_NEEDS) expect(names).toContain(`cases, ${place}, need ${need}`);
    expect(names).toContain(`cases, ${place}, number`);
    for (const notices of ['all', 'waiting', 'failed', 'of a day']) expect(names).toContain(`notices, ${place}, ${notices}`);
    for (const report of ['no-show', 'upload', 'rejections', 'coverage']) expect(names).toContain(`counted by ${report}, ${place}, numerator, deep`);
    for (const counted of ['cases', 'needs', 'stages']) expect(names).toContain(`counts of ${counted}, ${place}`);
  }
  expect(new Set(names).size).toBe(names.length);
});

describe('filled tables', () => {
  let database: Database;
  let tables: Tables;
  const nowMs = Date.now();
  const journeys = 6_000; // enough that no queue is empty, whatever the time of day draws

  beforeAll(async () => {
    database = await createDatabase(serverUrl, `lists_test_${randomBytes(4).toString('hex')}`, passwords);
    await load(database, { journeys, seed: 5, nowMs }, createPlaces(), () => undefined);
    tables = await openTables('small', database, nowMs);
  });
  afterAll(async () => {
    await tables.close();
    await dropDatabase(serverUrl, database);
  });

  it('hold what was generated, over two years of partitions', async () => {
    const [row] = await tables.rows<{ journeys: number; months: number; strays: number }>(
      `select count(*)::int as journeys, count(distinct tableoid)::int as months, count(*) filter (where not exists (select 1 from journey_events e where e.journey_id = j.id))::int as strays from journeys j`);
    expect(row?.journeys).toBe(journeys);
    expect(row?.months).toBeGreaterThanOrEqual(24);
    expect(row?.strays).toBe(0);
  });

  it('give their comments back in the clear, and are closed without a scope', async () => {
    const [noted] = await tables.rows<{ id: string; site: string }>(`select case_id as id, site_id as site from case_events where type = 'commented' limit 1`);
    const log = await tables.cases.log({ site: noted!.site } as Parameters<Tables['cases']['log']>[0], noted!.id as Parameters<Tables['cases']['log']>[1]);
    expect(log.find(({ type }) => type === 'commented')?.text).toMatch(/核对/);
    expect((await tables.sites.list({}, { first: 10 })).items).toEqual([]);
  });

  it('have cases in every queue', async () => {
    const found = await tables.rows<{ standing: string }>(`select distinct standing from cases where status = 'open' order by 1`);
    expect(found).toHaveLength(OPEN_QUEUES.length);
  });

  it('are asked for a page half-way through a list that has no thousand rows', async () => {
    const [first, deep] = pagesOf('sites', async ({ sites }) => [(page) => sites.list({ open: true }, page)]);
    const [all, rest] = [await first!.asks(tables), await deep!.asks(tables)];
    const count = createPlaces().sites.length;
    expect(await all[0]!(200)).toBe(200);
    expect(await rest[0]!(200)).toBe(Math.min(200, count - Math.floor(count / 2)));
  });

  it('take nothing of a copy with a row that does not fit', async () => {
    const copy = await openCopy(database.adminUrl, 'areas', ['code', 'level', 'name']);
    await copy.write('449900\tdistrict\t{}\n');
    await copy.write('12\tdistrict\t{}\n');
    await expect(copy.end()).rejects.toThrow(/areas_code_form/);
    expect(await tables.rows(`select 1 from areas where code = '449900'`)).toEqual([]);
    await expect(openCopy(database.adminUrl, 'nowhere', ['id'])).rejects.toThrow(/nowhere/);
  });
});
