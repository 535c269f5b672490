import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CASE_KINDS } from '../domain/cases/kinds.js';
import { toAreaCode, type JourneyId } from '../domain/ids.js';
import type { JourneyFlag } from '../domain/journey/flags.js';
import { NINE } from '../domain/journey/journey-fixtures.js';
import { toLocalDate } from '../domain/time.js';
import { createCaseStore } from './case-store.js';
import { addResident, inScope, testCipher, TODAY } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import { createJourneyStore, type FlaggedRow, type JourneyFilter } from './journey-store.js';
import { UnsupportedListError } from './keyset.js';
import { newId } from './new-id.js';
import { createSiteStore } from './site-store.js';
import type { Scope } from './scope.js';
import { createStepRecorder } from './step-store.js';
import { Stores } from './stores-fixtures.js';

let stores: Stores;

beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
});

afterAll(() => stores.close());

describe('lists', () => {
  it('of journeys page by keyset, stable while rows are added', async () => {
    const journeys = createJourneyStore(stores.api);
    const mine = await Promise.all(Array.from({ length: 7 }, () => stores.booked()));
    const seen: JourneyId[] = [];
    let after: string | undefined;
    do {
      const page = await journeys.list(stores.here, { siteId: stores.clinic.siteId, day: TODAY() }, { first: 2, after });
      seen.push(...page.items.map((row) => row.journeyId));
      after = page.pageInfo.endCursor ?? undefined;
      if (seen.length < 6) await stores.booked(); // newest first: what is added comes before the cursor
      if (!page.pageInfo.hasNextPage) break;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(mine.map((visit) => visit.journeyId).filter((id) => !seen.includes(id))).toEqual([]);
    expect(seen).toEqual(seen.toSorted().reverse());
  });

  it('of an area take in what lies in it, in the order of areas', async () => {
    const journeys = createJourneyStore(stores.api);
    const far = new Visit(stores.open.door, stores.other, await addResident(stores.database.urls, [stores.other]));
    await far.done(far.walkIn());
    await stores.booked();
    const list = (areaCode: string) => journeys.list({ area: toAreaCode('440000') }, { areaCode: toAreaCode(areaCode), day: TODAY() }, { first: 200 });
    const province = (await list('440000')).items.map((row) => row.areaCode);
    expect(new Set(province)).toEqual(new Set(['440103', '440300']));
    expect(province).toEqual(province.toSorted());
    expect((await list('440300')).items.map((row) => row.journeyId)).toEqual([far.journeyId]);
    expect((await journeys.list({ area: toAreaCode('440100') }, { day: TODAY() }, { first: 200 })).items.every((row) => row.areaCode === '440103')).toBe(true);
  });

  it.each<[string, JourneyFilter, { first: number; after?: string }]>([
    ['no filter', {}, { first: 10 }],
    ['a stage alone', { stage: 'booked' }, { first: 10 }],
    ['too many rows', { day: toLocalDate('2026-01-01') }, { first: 201 }],
    ['a cursor that is none', { day: toLocalDate('2026-01-01') }, { first: 10, after: 'eyJh' }],
    ['a cursor with no id in it', { day: toLocalDate('2026-01-01') }, { first: 10, after: Buffer.from('["440100","x"]').toString('base64url') }],
  ])('refuse %s', async (_, filter, page) => {
    const listed = (async () => createJourneyStore(stores.api).list(stores.here, filter, page))();
    await expect(listed).rejects.toBeInstanceOf(UnsupportedListError);
  });

  it('of journeys are served by an index, whatever the size of the table', async () => {
    // Small tables are scanned whole; without that way out the plan shows whether an index gives the rows in order.
    await stores.admin(
      `insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at)
       select gen_random_uuid(), ($3::text[])[1 + n % array_length($3, 1)], gen_random_uuid(), gen_random_uuid(), $1, $2, now(), now() from generate_series(1, 2000) n`,
      [stores.clinic.siteId, stores.clinic.areaCode, [...CASE_KINDS]],
    );
    await stores.admin('analyze cases'); // among empty tables one index is as good as another
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (where: string, order: string) =>
      (await inScope<{ 'QUERY PLAN': string }>(planner, stores.here, `explain select * from journeys where ${where} order by ${order} limit 51`)).map((row) => row['QUERY PLAN']).join('\n');
    expect(await explain(`site_id = '${stores.clinic.siteId}' and day = '2026-11-24'`, 'id desc')).toContain('site_id_day_id_idx');
    expect(await explain(`site_id = '${stores.clinic.siteId}' and stage = 'booked'`, 'id desc')).toContain('site_id_stage_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '4401' and area_code < '4401:'`, 'area_code, id')).toContain('day_area_code_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '44' and area_code < '44:'`, 'area_code, id')).not.toMatch(/-> +(Incremental )?Sort/);
  });

  it('of flagged journeys show each flag at its site and in its area, with what is tried again, page by page', async () => {
    const journeys = createJourneyStore(stores.api);
    const recorder = createStepRecorder(stores.worker);
    const visits = [await stores.booked(), await stores.booked(), await stores.booked(), await stores.booked()] as const;
    const [retried, held, provisional, overdue] = visits.map(({ journeyId }) => journeyId) as [JourneyId, JourneyId, JourneyId, JourneyId];
    const failed = { errorCode: 'timeout', attempt: 3, nextTryAt: 1_000, runId: 'r', activityId: '1', beganAt: 0 };
    for (const step of ['createArchive', 'lookUpArchive']) for (const journeyId of [retried, held]) await recorder.keep({ journeyId, step, ...failed });
    await stores.admin(`update journey_steps set paused_at = from_ms(5) where journey_id = $1 and step = 'lookUpArchive'`, [held]);
    await stores.admin(`update journeys set state = jsonb_set(state, '{identified}', '{"provisional": {"why": "issuer-away"}}') where id = $1`, [provisional]);
    await stores.admin(`update journeys set state = jsonb_set(state, '{doses}', '[{"given": null}, {"given": {"upload": "overdue"}}]') where id = $1`, [overdue]);

    const site = { siteId: stores.clinic.siteId };
    const [city, other] = [toAreaCode('440100'), toAreaCode('440300')];
    const mine = new Set(visits.map(({ journeyId }) => journeyId));
    const at = async (flag: JourneyFlag, scope: Scope, place: JourneyFilter) => {
      const found: FlaggedRow[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const { items, pageInfo } = await journeys.list(scope, { ...place, flag }, { first: 1, after });
        found.push(...items);
        [after, more] = [pageInfo.endCursor ?? undefined, pageInfo.hasNextPage];
      }
      return found.filter(({ journeyId }) => mine.has(journeyId));
    };
    for (const [flag, expected] of [['retrying', [held, retried]], ['paused', [held]], ['provisional', [provisional]], ['upload-overdue', [overdue]]] as const) {
      expect((await at(flag, stores.here, site)).map(({ journeyId }) => journeyId)).toEqual(expected);
      expect((await at(flag, { area: city }, { areaCode: city })).map(({ journeyId }) => journeyId).toSorted()).toEqual(expected.toSorted());
      expect((await at(flag, { area: city }, {})).map(({ journeyId }) => journeyId).toSorted()).toEqual(expected.toSorted());
      expect(await at(flag, { area: other }, { areaCode: other })).toEqual([]);
      expect(await at(flag, stores.there, site)).toEqual([]);
    }
    expect(await at('paused', stores.here, site)).toMatchObject([{
      flags: ['retrying', 'paused'],
      retrying: [{ step: 'createArchive', attempt: 3, errorCode: 'timeout', nextTryAt: 1_000, pausedAt: null }, { step: 'lookUpArchive', pausedAt: 5 }],
    }]);
    await expect((async () => journeys.list(stores.here, { ...site, flag: 'paused', stage: 'booked' }, { first: 1 }))()).rejects.toBeInstanceOf(UnsupportedListError);
  });

  it('of flagged journeys are served by an index of the few that are', async () => {
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (sql: string) => (await inScope<{ 'QUERY PLAN': string }>(planner, stores.here, `explain ${sql}`)).map((row) => row['QUERY PLAN']).join('\n');
    for (const [name, holds] of [['open_cases', 'open_cases > 0'], ['provisional', 'provisional = true and closed_at is null'], ['upload_overdue', 'upload_overdue = true']]) {
      const [site, area] = [
        await explain(`select id from journeys where site_id = '${stores.clinic.siteId}' and ${holds} order by id desc limit 51`),
        await explain(`select id from journeys where area_code >= '4401' and area_code < '4401:' and ${holds} order by area_code, id limit 51`),
      ];
      expect([name, `${site}${area}`.match(/-> +(Incremental )?Sort/)]).toEqual([name, null]);
      expect([name, /_site_id_id_idx/.test(site), /_area_code_id_idx/.test(area)]).toEqual([name, true, true]);
    }
    expect(await explain(`select journey_id from journey_steps where site_id = '${stores.clinic.siteId}' and paused_at is not null group by journey_id order by journey_id desc limit 51`)).toContain('journey_steps_paused_by_site');
    expect(await explain(`select journey_id from journey_steps where site_id = '${stores.clinic.siteId}' group by journey_id order by journey_id desc limit 51`)).toContain('journey_steps_by_site');
  });

  it('of whoever is observed are served by an index of the few who are, in the order in which they may leave', async () => {
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const plan = await inScope<{ 'QUERY PLAN': string }>(planner, stores.here, `explain select * from journeys where site_id = '${stores.clinic.siteId}' and observe_until is not null and (observe_until, id) > ('5', '${newId()}') order by observe_until, id limit 51`);
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect([/_site_id_observe_until_id_idx/.test(lines), lines.match(/-> +(Incremental )?Sort/)]).toEqual([true, null]);
  });

  it('of stages count the journeys of a day where the caller may look, from an index for areas of every size', async () => {
    const journeys = createJourneyStore(stores.api);
    const day = toLocalDate('2026-11-20');
    const add = (clinic: { siteId: string; areaCode: string }, stage: string, times: number) =>
      stores.admin(
        `insert into journeys (id, resident_id, site_id, area_code, channel, day, stage, state, state_version, version, process_over, started_at)
         select overlay($6::text placing lpad(to_hex(n), 8, '0') from 29)::uuid, $6::uuid, $1, $2, 'site', $3, $4, '{}', 1, 1, false, now() from generate_series(1, $5::int) n`,
        [clinic.siteId, clinic.areaCode, day, stage, times, newId()],
      );
    await add(stores.clinic, 'observing', 2);
    await add(stores.clinic, 'booked', 1_100);
    await add(stores.other, 'observing', 1);
    const province = { area: toAreaCode('440000') };
    const counted = [{ stage: 'booked', count: 1_001 }, { stage: 'observing', count: 2 }];
    expect(await journeys.count(stores.here, { siteId: stores.clinic.siteId }, day)).toEqual(counted);
    expect(await journeys.count(province, { areaCode: toAreaCode('440100') }, day)).toEqual(counted);
    expect(await journeys.count(province, { areaCode: toAreaCode('440000') }, day)).toEqual([counted[0], { stage: 'observing', count: 3 }]);
    expect(await journeys.count(stores.there, { areaCode: toAreaCode('440000') }, day)).toEqual([{ stage: 'observing', count: 1 }]);
    for (const place of [{}, { siteId: stores.clinic.siteId, areaCode: toAreaCode('440000') }]) await expect(journeys.count(province, place, day)).rejects.toBeInstanceOf(UnsupportedListError);

    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const plan = await inScope<{ 'QUERY PLAN': string }>(planner, province, `explain select 1 from journeys where day = '2026-11-24' and stage = 'booked' and area_code >= '44' and area_code < '44:' limit 1001`);
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/day_stage_area_code_idx[^]*Index Cond: .*area_code/);
  });

  it('of cases are served by an index of their place and standing, which row-level security lets through', async () => {
    await stores.admin(
      `insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at)
       select gen_random_uuid(), ($3::text[])[1 + n % array_length($3, 1)], gen_random_uuid(), gen_random_uuid(), $1, $2, now(), now() from generate_series(1, 2000) n`,
      [stores.clinic.siteId, stores.clinic.areaCode, [...CASE_KINDS]],
    );
    await stores.admin('analyze cases'); // among empty tables one index is as good as another
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (sql: string) => (await inScope<{ 'QUERY PLAN': string }>(planner, { area: toAreaCode('440000') }, `explain ${sql}`)).map((row) => row['QUERY PLAN']).join('\n');
    const after = `(due_at, id) > ('2026-11-24T00:00:00Z'::timestamptz, '${stores.clinic.siteId}'::uuid)`;
    for (const [name, place] of [['site', `site_id = '${stores.clinic.siteId}'`], ['district', `area_code = '440103'`], ['city', `city = '4401'`], ['province', `province = '44'`]]) {
      const open = `select id from cases where status = 'open' and ${place}`;
      const [all, ofKind] = [await explain(`${open} and standing = 'held' and claimed_until > now() and ${after} order by due_at, id limit 51`), await explain(`${open} and kind = 'software-fault' and standing = 'free' and ${after} order by due_at, id limit 51`)];
      expect(all).toMatch(new RegExp(`using cases_by_${name} [^]*Index Cond: .*standing = 'held'.*ROW\\(due_at, id\\).*claimed_until > now\\(\\)`));
      expect(ofKind).toMatch(new RegExp(`using cases_of_kind_by_${name} [^]*Index Cond: .*kind = 'software-fault'.*standing = 'free'.*ROW\\(due_at, id\\)`));
      expect(`${all}${ofKind}`).not.toMatch(/-> +(Incremental )?Sort/);
    }
    const sorting = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_bitmapscan=off')}`;
    for (const place of [`site_id = '${stores.clinic.siteId}'`, `area_code = '440103'`, `city = '4401'`, `province = '44'`]) {
      const numbered = `explain select id from cases where status = 'open' and ${place} and id between '01a1b2c3000000000000000000000000' and '01a1b2c3ffffffffffffffffffffffff' and (standing = 'asked' or standing = 'held' and claimed_until > now() or standing = 'free') order by due_at, id limit 51`;
      expect((await inScope<{ 'QUERY PLAN': string }>(sorting, { area: toAreaCode('440000') }, numbered)).map((row) => row['QUERY PLAN']).join('\n')).toMatch(/using cases_open [^]*Index Cond: .*id >= '01a1b2c3[^]*id <= '01a1b2c3/);
    }
    await stores.admin('delete from cases where journey_id not in (select id from journeys)');
  });

  it('of notices are served by an index of their place, channel, kind and state', async () => {
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (sql: string) => (await inScope<{ 'QUERY PLAN': string }>(planner, { area: toAreaCode('440000') }, `explain ${sql}`)).map((row) => row['QUERY PLAN']).join('\n');
    for (const place of [`site_id = '${stores.clinic.siteId}'`, `area_code = '440103'`, `city = '4401'`, `province = '44'`]) {
      const page = await explain(`select id from notices where ${place} and channel = 'sms' and template = 't' and state = 'sent' and id < '${newId()}' order by id desc limit 51`);
      const sorts = await explain(`select channel, template from notices where ${place} and (channel, template) > ('sms', 't') order by channel, template limit 1`);
      expect(page).toMatch(/Index Cond: .*channel = 'sms'.*template = 't'.*state = 'sent'.*id </);
      expect(sorts).toMatch(/Index Cond: .*ROW\(channel, template\) >/);
      expect(`${page}${sorts}`).not.toMatch(/-> +(Incremental )?Sort/);
    }
  });

  it('of cases show the most urgent first, to the site and to its area only', async () => {
    const cases = createCaseStore({ sequelize: stores.api, cipher: testCipher });
    const visit = await stores.booked();
    await visit.find({ type: 'softwareFaulted', data: { step: 'x', restarts: 0 } }, 'fault');
    const page = await cases.list(stores.here, { siteId: stores.clinic.siteId }, { first: 50 }, NINE);
    expect(page.items.map((item) => [item.kind, item.journeyId, item.status, item.stage])).toEqual([['software-fault', visit.journeyId, 'open', 'booked']]);
    const caseId = page.items[0]!.caseId;
    expect(await cases.get(stores.here, caseId)).toEqual(page.items[0]);
    expect(await cases.ofJourney(stores.here, visit.journeyId)).toEqual(page.items);
    expect(await cases.get(stores.there, caseId)).toBeNull();
    expect((await cases.list({ area: toAreaCode('440100') }, { areaCode: toAreaCode('440100') }, { first: 1 }, NINE)).items).toEqual(page.items);
    expect((await cases.list({ area: toAreaCode('440300') }, { areaCode: toAreaCode('440000') }, { first: 1 }, NINE)).items).toEqual([]);
    await expect(cases.list(stores.here, {}, { first: 1 }, NINE)).rejects.toBeInstanceOf(UnsupportedListError);
  });

  it('show of a larger area what the scope has of it, and of another area nothing', async () => {
    const [journeys, cases] = [createJourneyStore(stores.api), createCaseStore({ sequelize: stores.api, cipher: testCipher })];
    const visit = await stores.booked();
    await visit.find({ type: 'softwareFaulted', data: { step: 'x', restarts: 0 } }, 'fault of a part');
    const [city, province, other] = (['440100', '440000', '440300'] as const).map(toAreaCode);
    const listed = (areaCode = city) => cases.list({ area: city! }, { areaCode: areaCode! }, { first: 50 }, NINE);
    expect((await listed()).items.map(({ journeyId }) => journeyId)).toContain(visit.journeyId);
    expect(await listed(province)).toEqual(await listed());
    expect(await listed(other)).toEqual({ items: [], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(await cases.count({ area: city! }, { areaCode: province! }, NINE)).toEqual(await cases.count({ area: city! }, { areaCode: city! }, NINE));
    expect(await cases.count({ area: city! }, { areaCode: other! }, NINE)).toEqual([]);
    const ofDay = (areaCode: typeof city) => journeys.list({ area: city! }, { areaCode, day: TODAY() }, { first: 200 });
    expect((await ofDay(city)).items.map(({ journeyId }) => journeyId)).toContain(visit.journeyId);
    expect(await ofDay(province)).toEqual(await ofDay(city));
    expect(await ofDay(undefined)).toEqual(await ofDay(city));
    expect((await ofDay(other)).items).toEqual([]);
  });

  it('of sites go by area', async () => {
    const sites = createSiteStore(stores.api);
    const first = await sites.list({ open: true }, { first: 1 });
    const second = await sites.list({ open: true }, { first: 1, after: first.pageInfo.endCursor ?? undefined });
    expect([first, second].map((page) => page.items[0]?.areaCode)).toEqual(['440103', '440300']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect((await sites.list({ open: true }, { areaCode: toAreaCode('440300'), first: 10 })).items.map((site) => site.siteId)).toEqual([stores.other.siteId]);
    expect((await sites.list({}, { first: 10 })).items).toEqual([]);
  });
});
