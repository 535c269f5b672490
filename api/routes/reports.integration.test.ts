import type { CountedItem, ReportAnswer, ReportRow } from '../../contracts/reports.js';
import { createPool } from '../../db/pool.js';
import { createReportStore } from '../../db/report-store.js';
import { createSequelize } from '../../db/sequelize.js';
import { createTallyKeeper } from '../../db/tally-keeper.js';
import { TODAY } from '../../db/database-fixtures.js';
import { REPORT_RULES, REPORTS, type Report } from '../../domain/reports/reports.js';
import { addDays, toLocalDate } from '../../domain/time.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, type TestClient } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { walkIn } from '../people-fixtures.js';
import { book, countAll, finds, stayAway } from '../reports-fixtures.js';

let api: ApiUnderTest;
let [province, city, lead]: SignedIn[] = [];
const BORN = { old: addDays(TODAY(), -740), young: toLocalDate(`${Number(TODAY().slice(0, 4)) - 1}-01-15`) };
const uploadOf = (line: Line) => ({ plannedDoseId: line.plannedDoseId, contentVersion: 1 }) as never;

/** A small day: at site A three doses (one at the registry, one refused, one waiting), bookings kept and not kept; at site B, in another city, a walk-in. */
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
  province = await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' });
  city = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  const [confirmed, refused] = [await Line.open(api, { through: 'recordDose' }), await Line.open(api, { through: 'recordDose' })];
  await Line.open(api, { through: 'recordDose', person: { birthDate: BORN.young } });
  await finds(api, confirmed.journeyId, () => ({ type: 'uploaded', data: uploadOf(confirmed) }));
  await finds(api, refused.journeyId, () => ({ type: 'uploadRefused', data: { ...(uploadOf(refused) as object), reason: 'GD3002', evidenceId: null } as never }));
  const came = await book(api);
  await api.a.must(api.a.post(`/v1/journeys/${came}/commands`, { type: 'checkIn', data: { siteId: api.siteA.siteId } }));
  await stayAway(api, await book(api));
  await stayAway(api, await book(api, { birthDate: BORN.young }));
  await book(api); // still awaited
  await walkIn(api.b, api.siteB);
  await countAll(api);
});
afterAll(() => api?.close());

const today = `from=${TODAY()}&to=${TODAY()}`;
const births = `from=${addDays(TODAY(), -1_000)}&to=${TODAY()}&series=MMR&doseNumber=1`;
const rangeOf = (report: Report) => (report === 'coverage' ? births : today);
const read = (client: TestClient, name: Report, query: string) => getAs<ReportAnswer>(client, `/v1/reports/${name}?${query}`);
const figures = ({ numerator, denominator, open }: ReportRow) => [numerator, denominator, open];

/** All pages of the list that a number of a row counts. */
async function listed(client: TestClient, name: Report, row: ReportRow, part: string): Promise<CountedItem[]> {
  const query = new URLSearchParams([...Object.entries(row.list).map(([key, value]): [string, string] => [key, String(value)]), ['part', part], ['first', '2']]);
  const items: CountedItem[] = [];
  for (;;) {
    const { data, pageInfo } = await getAs<{ data: CountedItem[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } }>(client, `/v1/reports/${name}/counted?${query}`);
    items.push(...data);
    if (!pageInfo.hasNextPage) return items;
    query.set('after', pageInfo.endCursor ?? '');
  }
}

describe('the figures of a small day', () => {
  it('say who did not come, of those who were due', async () => {
    const { total, data } = await read(city!.client, 'no-show', `${today}&by=cohort`);
    expect([figures(total), total.value]).toEqual([[2, 3, 0], 2 / 3]);
    expect(data.map((row) => [row.key, ...figures(row)])).toEqual([[BORN.old.slice(0, 4), 1, 2, 0], [BORN.young.slice(0, 4), 1, 1, 0]]);
  });

  it('keep apart doses of which 24 hours are not over', async () => {
    expect(figures((await read(city!.client, 'upload', `${today}&by=site`)).total)).toEqual([0, 0, 3]);
    await api.rows(`update tallies set open_until = now() - interval '1 second' where report = 'upload'`);
    const { data } = await read(city!.client, 'upload', `${today}&by=site`);
    expect(data.map((row) => [row.key, row.name, ...figures(row)])).toEqual([[api.siteA.siteId, { zh: '测试门诊', en: 'Test site' }, 1, 3, 0]]);
  });

  it('have a wait in ms, and a refusal by the code of the registry', async () => {
    const { total } = await read(city!.client, 'wait', `${today}&by=day`);
    expect(total).toMatchObject({ denominator: 3, value: expect.any(Number), p90Ms: expect.any(Number) });
    const { data } = await read(city!.client, 'rejections', `${today}&by=reason`);
    expect(data.map((row) => [row.key, ...figures(row), row.value])).toEqual([['GD3002', 1, 2, 0, 0.5]]);
  });

  it('cover residents of age by a valid dose, whoever gave it', async () => {
    const { total, data } = await read(province!.client, 'coverage', `${births}&by=area`);
    expect(data.map((row) => [row.key, row.name?.en, ...figures(row)])).toEqual([['440100', 'Guangzhou', 3, 4, 0], ['440300', 'Shenzhen', 0, 1, 0]]);
    expect(total.value).toBe(0.6);
    await api.rows(`update cohort_members set born_on = current_date - 30 where area_code = '440300'`);
    expect(figures((await read(province!.client, 'coverage', `${births}&by=area`)).total)).toEqual([3, 4, 1]);
  });

  it('are those of the place alone: an area, a site, or the caller’s own', async () => {
    const sites = async (client: TestClient, place = '') => (await read(client, 'duplicates', `${today}&by=site${place}`)).data.map(({ key }) => key);
    expect(await sites(province!.client)).toEqual([api.siteA.siteId]);
    expect(await sites(province!.client, '&area=440300')).toEqual([]);
    expect(await sites(province!.client, `&siteId=${api.siteA.siteId}`)).toEqual([api.siteA.siteId]);
    expect(await sites(city!.client, '&area=440300')).toEqual([]);
    expect(await sites(lead!.client)).toEqual([api.siteA.siteId]);
    expect(await lead!.client.get(`/v1/reports/duplicates?${today}&by=site&siteId=${api.siteB.siteId}`)).toMatchObject({ status: 404 });
    expect(await lead!.client.get(`/v1/reports/duplicates?${today}&by=site&area=440100`)).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
  });
});

const everyWay = REPORTS.flatMap((name) => REPORT_RULES[name].groupings.map((by) => [name, by] as const));

it.each(everyWay)('each number of %s by %s is as many as its list has', async (name, by) => {
  const { data, total } = await read(province!.client, name, `${rangeOf(name)}&by=${by}`);
  for (const row of [...data, total]) {
    const lists = await Promise.all([listed(province!.client, name, row, 'numerator'), listed(province!.client, name, by === 'reason' && row.key !== null ? total : row, 'denominator'), listed(province!.client, name, row, 'open')]);
    expect([row.key, ...lists.map((items) => items.length)]).toEqual([row.key, ...figures(row)]);
    expect(new Set(lists[1].map((item) => JSON.stringify(item))).size).toBe(row.denominator);
  }
  expect(total.denominator + total.open).toBeGreaterThan(0);
});

it('shows in a list the visit, and of coverage no day of birth, also in no cursor', async () => {
  const { total } = await read(lead!.client, 'coverage', `${births}&by=site`);
  const items = await listed(lead!.client, 'coverage', total, 'numerator');
  expect(items.map(({ day, openUntil, born, series }) => [day, openUntil, born, series])).toContainEqual([null, null, Number(BORN.young.slice(0, 4)), 'MMR']);
  const { pageInfo } = await getAs<{ pageInfo: { endCursor: string } }>(lead!.client, `/v1/reports/coverage/counted?${births}&part=numerator&first=1`);
  expect(Buffer.from(pageInfo.endCursor, 'base64url').toString()).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  expect((await getAs<{ stage: string }>(lead!.client, `/v1/journeys/${items[0]!.journeyId}`)).stage).toBe('observing');
});

describe('a file', () => {
  const fileOf = (language: string) => lead!.client.send<{ text: string }>('GET', `/v1/reports/no-show/file?${today}&by=day`, { headers: { 'accept-language': language } });

  it.each([
    { language: 'zh-CN,zh;q=0.9,en;q=0.8', heading: '日期,名称,爽约,已到期的预约,尚不能判断,比例', all: '合计' },
    { language: 'en-GB', heading: 'day,name,no-shows,bookings that were due,too early to say,share', all: 'total' },
  ])('is for a spreadsheet, in the language of $language', async ({ language, heading, all }) => {
    const { status, body, headers } = await fileOf(language);
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', `attachment; filename="no-show-${TODAY()}-${TODAY()}.csv"`]);
    expect(body.text.replace(/^\ufeff/, '')).toBe(`${heading}\r\n${TODAY()},,2,3,0,0.6667\r\n${all},,2,3,0,0.6667\r\n`);
  });

  it('is kept in the audit, as are lists; a figure of nobody is not', async () => {
    const rows = () => api.rows<{ action: string; object_id: string; params: object; count: number | null }>(`select action, object_id, params, count from audit_rows where object_kind = 'report' and actor->>'personId' = $1 order by id desc limit 2`, [lead!.personId]);
    await fileOf('en');
    expect((await rows())[0]).toMatchObject({ action: 'report.export', object_id: 'no-show', params: { from: TODAY(), to: TODAY(), by: 'day', rows: 1 } });
    const { total } = await read(lead!.client, 'wait', `${today}&by=day`);
    await getAs(lead!.client, `/v1/reports/wait/counted?${today}&part=denominator`);
    expect(await rows()).toMatchObject([{ action: 'report.list', object_id: 'wait', count: total.denominator }, { action: 'report.export' }]);
  });
});

it.each([
  { fact: 'days in the wrong order', query: `no-show?from=2026-02-02&to=2026-02-01&by=day`, field: '?to' },
  { fact: 'more than a quarter', query: `no-show?from=2026-01-01&to=2026-04-03&by=day`, field: '?to' },
  { fact: 'more than five cohorts', query: `coverage?from=2020-01-01&to=2025-01-01&by=cohort&series=MMR&doseNumber=1`, field: '?to' },
  { fact: 'coverage of no dose', query: `coverage?${today}&by=cohort`, field: '?series' },
  { fact: 'a dose without its number', query: `timeliness?${today}&by=day&series=MMR`, field: '?doseNumber' },
  { fact: 'a dose that the schedule does not have', query: `timeliness?${today}&by=day&series=MMR&doseNumber=9`, field: '?series' },
  { fact: 'a dose where it says nothing', query: `no-show?${today}&by=day&series=MMR&doseNumber=1`, field: '?series' },
  { fact: 'coverage by day', query: `coverage?${births}&by=day`, field: '?by' },
  { fact: 'a wait by reason', query: `wait?${today}&by=reason`, field: '?by' },
  { fact: 'a day that there is not', query: 'wait?from=2026-02-30&to=2026-03-01&by=day', field: '?from' },
])('is not made of $fact', async ({ query, field }) => {
  for (const path of [query, query.replace('?', '/file?')]) expect(await province!.client.get(`/v1/reports/${path}`)).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: [{ field }] } } });
});

it('that there is not is not found, and a cursor of another list is refused', async () => {
  expect(await lead!.client.get(`/v1/reports/turnover?${today}&by=day`)).toMatchObject({ status: 404 });
  for (const cursor of [['2026-01-01', 'x'], ['x', 'y:z'], ['2026-01-01', `${api.siteA.siteId}:99999999999`]]) {
    const after = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    expect(await lead!.client.get(`/v1/reports/wait/counted?${today}&part=denominator&after=${after}`)).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
  }
});

it('gives up when it would keep others from the database', async () => {
  const store = createReportStore(createSequelize({ url: api.database.urls.api, max: 1 }), { timeoutMs: 100 });
  const blocker = createPool({ url: api.database.adminUrl, max: 1 });
  await blocker.transaction(async (query) => {
    await query('lock', 'lock table tallies in access exclusive mode');
    const filter = { report: 'wait', place: { siteId: api.siteA.siteId }, from: TODAY(), to: TODAY(), dose: null } as const;
    await expect(store.count({ site: api.siteA.siteId }, filter, 'day')).rejects.toMatchObject({ name: 'ReportTooLargeError' });
    await expect(store.list({ site: api.siteA.siteId }, filter, 'open', { first: 1 })).rejects.toMatchObject({ name: 'ReportTooLargeError' });
  });
  await blocker.end();
});

describe('counting', () => {
  const tallies = () => api.rows('select * from tallies order by journey_id, report, n');

  it('of what is counted changes nothing, and from the beginning gives the same', async () => {
    await api.rows('update tally_progress set upto = $1', ['0']);
    await countAll(api); // as the log has it: other tests have moved clocks
    const before = await tallies();
    await countAll(api);
    expect(await tallies()).toEqual(before);
    await api.rows('delete from tallies');
    await api.rows('update tally_progress set upto = $1', ['9223372036854775807']); // of a database that was restored elsewhere
    await countAll(api);
    expect(await tallies()).toEqual(before);
  });

  it('is done by one of several workers', async () => {
    const [one, other] = [createPool({ url: api.database.urls.worker, max: 1 }), createPool({ url: api.database.urls.worker, max: 1 })];
    await api.rows('update tally_progress set upto = $1', ['0']);
    await one.transaction(async (query) => {
      await query('read', 'select untallied_v1($1, 10)', ['{booked}']);
      expect(await createTallyKeeper(other, async () => api.policies.schedule).keep()).toBe(false);
    });
    await Promise.all([one.end(), other.end()]);
  });

  it('follows who somebody turns out to be, also in earlier visits', async () => {
    const line = await Line.open(api, { through: 'recordDose' });
    await countAll(api);
    await api.rows('update residents set birth_date = $2 where id = $1', [line.residentId, '2023-02-03']);
    await api.rows(`update journey_events set type = 'fieldsTaken', data = '{"contentVersion": 1, "take": {}}', xid = pg_current_xact_id() where journey_id = $1 and type = 'precheckRecorded'`, [line.journeyId]);
    await countAll(api);
    expect(new Set((await api.rows<{ born: number }>('select born from tallies where journey_id = $1', [line.journeyId])).map(({ born }) => born))).toEqual(new Set([2023]));
    expect(await api.rows(`select born_on::text as born from cohort_members where resident_id = $1`, [line.residentId])).toEqual([{ born: '2023-02-03' }]);
  });
});
