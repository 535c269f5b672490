import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_KINDS } from '../domain/cases/kinds.js';
import { CASE_NEEDS, DUE_SOON_MS, needsOf } from '../domain/cases/needs.js';
import { OPEN_QUEUES, queueOf } from '../domain/cases/queue.js';
import { toAreaCode } from '../domain/ids.js';
import { NINE } from '../domain/journey/journey-fixtures.js';
import { STAGES, type Stage } from '../domain/journey/stages.js';
import type { Instant } from '../domain/time.js';
import { createCaseStore, type CaseStore } from './case-store.js';
import { testCipher } from './database-fixtures.js';
import { newId } from './new-id.js';
import { Stores } from './stores-fixtures.js';

let stores: Stores;
let cases: CaseStore;

beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
  cases = createCaseStore({ sequelize: stores.api, cipher: testCipher });
});

afterAll(() => stores.close());

const admin = (sql: string, values: unknown[] = []) => stores.admin(sql, values);

type Row = { kind: string; resolved: boolean; claimMs: number | null; proposedBy: string | null; asked: boolean; moved: boolean; dueMs: number; stage: Stage };
const row: fc.Arbitrary<Row> = fc.record({
  kind: fc.constantFrom(...CASE_KINDS), resolved: fc.boolean(), claimMs: fc.constantFrom(null, -1, 0, 1), proposedBy: fc.constantFrom(null, 'S-1', 'S-2'), asked: fc.boolean(), moved: fc.boolean(),
  dueMs: fc.constantFrom(-1, 0, 1, DUE_SOON_MS, DUE_SOON_MS + 1), stage: fc.constantFrom(...STAGES),
});

async function insert({ kind, resolved, claimMs, proposedBy, asked, moved, dueMs, stage }: Row, n: number): Promise<void> {
  const { siteId, areaCode } = n % 3 === 0 ? stores.other : stores.clinic;
  const said = { by: 'S-1', at: NINE, noteId: newId() };
  const journeyId = newId();
  await admin(
    `with journey as (
       insert into journeys (id, resident_id, site_id, area_code, channel, day, stage, open_cases, state, state_version, version, process_over, started_at)
       values ($12, $1, $3, $4, 'site', '2026-11-24', $13, $14, '{}', 1, 1, false, now()))
     insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at, status, claimed_by, claimed_until, proposal, question, moved)
     values ($1, $2, $12, $1, $3, $4, from_ms($5), from_ms($5::bigint + $6), $7, $8, from_ms($9), $10, $11, $15)`,
    [
      newId(), kind, siteId, areaCode, NINE, dueMs, resolved ? 'resolved' : 'open', claimMs === null ? null : 'S-1', claimMs === null ? null : NINE + claimMs,
      proposedBy === null ? null : JSON.stringify({ ...said, by: proposedBy, action: 'retry' }), asked ? JSON.stringify(said) : null, journeyId, stage, resolved ? 0 : 1, moved ? JSON.stringify({ at: NINE, what: 'archiveLookedUp' }) : null,
    ],
  );
}

it('counts what the lists hold, each open case in the one queue and under the needs that the rules say', async () => {
  const province = { area: toAreaCode('440000') };
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 25 }), async (rows) => {
      await admin('truncate cases, journeys');
      for (const [n, one] of rows.entries()) await insert(one, n);
      for (const place of [{ siteId: stores.clinic.siteId }, { areaCode: toAreaCode('440000') }, { areaCode: toAreaCode('440100') }, { areaCode: toAreaCode('440103') }]) {
        const all = await listed(place);
        const counts = await cases.count(province, place, NINE);
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        for (const { kind, queue, count } of counts) {
          const some = await listed({ ...place, kind, queue });
          expect(some).toEqual(all.filter((one) => one.kind === kind && queueOf(one, NINE) === queue));
          expect(some).toHaveLength(count);
        }
        const to = { by: 'S-1', now: NINE };
        const needs = new Map((await cases.countNeeds(province, place, to)).map(({ need, count }) => [need, count]));
        for (const need of CASE_NEEDS) {
          const some = all.filter((one) => needsOf(one, one.stage, to).includes(need));
          expect([need, await listed({ ...place, need, by: 'S-1' })]).toEqual([need, some]);
          expect([need, needs.get(need) ?? 0]).toEqual([need, some.length]);
        }
        for (const queue of OPEN_QUEUES) expect(await listed({ ...place, queue })).toEqual(all.filter((one) => queueOf(one, NINE) === queue));
      }
    }),
    { numRuns: 12 },
  );

  async function listed(filter: Parameters<CaseStore['list']>[1]) {
    const first = await cases.list(province, filter, { first: 7 }, NINE);
    const rest = first.pageInfo.endCursor ? await cases.list(province, filter, { first: 200, after: first.pageInfo.endCursor }, NINE) : { items: [] };
    const all = [...first.items, ...rest.items];
    expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b));
    expect(all.every(({ status }) => status === 'open')).toBe(true);
    return all;
  }
});

it('stops counting where nobody would work through', async () => {
  await admin('truncate cases');
  const { siteId, areaCode } = stores.clinic;
  await admin(
    `insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at)
     select gen_random_uuid(), 'registry-rejected', gen_random_uuid(), gen_random_uuid(), $1, $2, now(), now() from generate_series(1, 1100)`,
    [siteId, areaCode],
  );
  expect(await cases.countNeeds(stores.here, { siteId }, { by: null, now: Date.now() as Instant })).toEqual([{ need: 'overdue', count: 1_001 }, { need: 'unclaimed', count: 1_001 }]);
  expect(await cases.count(stores.here, { siteId }, Date.now() as Instant)).toEqual([{ kind: 'registry-rejected', queue: 'unclaimed', count: 1_001 }]);
});

it('keeps the counts of a city and of its province while many cases change at once, and puts them together', async () => {
  await admin('truncate cases');
  const { siteId } = stores.clinic;
  const open = (n: number) => admin(
    `with made as (
       insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at)
       select gen_random_uuid(), 'registry-rejected', gen_random_uuid(), gen_random_uuid(), $1, '440103', now(), now() from generate_series(1, $2::int) returning id)
     select count(*) from made`, [siteId, n]);
  const resolveSome = () => admin(`update cases set status = 'resolved' where id in (select id from cases where status = 'open' limit 40 for update skip locked)`);
  await Promise.all(Array.from({ length: 8 }, () => open(120)));
  await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? open(120) : resolveSome())));
  const left = 12 * 120 - 4 * 40;
  await admin(`delete from cases where id in (select id from cases where status = 'open' limit ${left - 900})`);
  for (const areaCode of [toAreaCode('440100'), toAreaCode('440000')]) {
    expect(await cases.count({ area: toAreaCode('440000') }, { areaCode }, NINE)).toEqual([{ kind: 'registry-rejected', queue: 'unclaimed', count: 900 }]);
  }
  const [kept] = await admin('select count(*)::int as rows from case_counts');
  expect(Number(kept?.['rows'])).toBeLessThan(3_800); // of 4,040 changes
});
