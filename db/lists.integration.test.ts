import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toAreaCode, type JourneyId } from '../domain/ids.js';
import { toLocalDate } from '../domain/time.js';
import { createCaseStore } from './case-store.js';
import { addResident, inScope, testCipher, TODAY } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import { createJourneyStore, type JourneyFilter } from './journey-store.js';
import { UnsupportedListError } from './keyset.js';
import { createSiteStore } from './site-store.js';
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
    const planner = `${stores.database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (where: string, order: string) =>
      (await inScope<{ 'QUERY PLAN': string }>(planner, stores.here, `explain select * from journeys where ${where} order by ${order} limit 51`)).map((row) => row['QUERY PLAN']).join('\n');
    expect(await explain(`site_id = '${stores.clinic.siteId}' and day = '2026-11-24'`, 'id desc')).toContain('site_id_day_id_idx');
    expect(await explain(`site_id = '${stores.clinic.siteId}' and stage = 'booked'`, 'id desc')).toContain('site_id_stage_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '4401' and area_code < '4401:'`, 'area_code, id')).toContain('day_area_code_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '44' and area_code < '44:'`, 'area_code, id')).not.toMatch(/-> +(Incremental )?Sort/);
  });

  it('of cases show the most urgent first, to the site and to its area only', async () => {
    const cases = createCaseStore({ sequelize: stores.api, cipher: testCipher });
    const visit = await stores.booked();
    await visit.find({ type: 'softwareFaulted', data: { step: 'x', restarts: 0 } }, 'fault');
    const page = await cases.list(stores.here, { siteId: stores.clinic.siteId }, { first: 50 });
    expect(page.items.map((item) => [item.kind, item.journeyId, item.status])).toEqual([['software-fault', visit.journeyId, 'open']]);
    const caseId = page.items[0]!.caseId;
    expect(await cases.get(stores.here, caseId)).toEqual(page.items[0]);
    expect(await cases.ofJourney(stores.here, visit.journeyId)).toEqual(page.items);
    expect(await cases.get(stores.there, caseId)).toBeNull();
    expect((await cases.list({ area: toAreaCode('440100') }, { areaCode: toAreaCode('440100') }, { first: 1 })).items).toEqual(page.items);
    expect((await cases.list({ area: toAreaCode('440300') }, { areaCode: toAreaCode('440000') }, { first: 1 })).items).toEqual([]);
    await expect(cases.list(stores.here, {}, { first: 1 })).rejects.toBeInstanceOf(UnsupportedListError);
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
