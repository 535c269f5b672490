import { COMMAND_EXAMPLES, type CommandAnswer } from '../../contracts/journey-commands.js';
import type { Journey } from '../../contracts/journeys.js';
import type { Session } from '../../contracts/sessions.js';
import type { RegisteredSite } from '../../contracts/site-register.js';
import { inScope, TODAY } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { STATION_KINDS } from '../../domain/sites/site-plan.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest, SITE_SCOPES, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs, type Body, type Reply } from '../http-fixtures.js';
import { MMR, register as registerResident } from '../people-fixtures.js';

const SITES = '/v1/administration/sites';

let api: ApiUnderTest;
let administrator: SignedIn;
let drawn = 0;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  administrator = await api.signedIn({ roles: ['administrator'] });
});
afterAll(() => api?.close());

const kept = (change: object = {}) => ({
  name: { zh: '荔湾测试接种点', en: 'Liwan test site' }, address: '某路1号', stations: [{ code: 'desk-1', kinds: [...STATION_KINDS] }], hours: [{ weekday: 1, opensAt: '08:00', closesAt: '12:00' }],
  switchedOnOn: TODAY(), switchedOffOn: null, ...change,
});
const body = (change: object = {}) => ({ code: `T-${(drawn += 1)}`, areaCode: '440103', registry: 'guangdong', ...kept(change) });
const register = (change: object = {}) => postAs<RegisteredSite>(administrator.client, SITES, body(change));
const change = ({ id, code, version }: RegisteredSite, changed: object = {}) => administrator.client.post<RegisteredSite>(`${SITES}/${id}`, { ...kept(), code, version, ...changed });
const auditOf = (siteId: string) => api.rows<{ action: string; actor: object; params: Record<string, unknown> }>('select action, actor, params from audit_rows where object_id = $1 order by id', [siteId]);
const fieldsOf = ({ status, body: problem }: Reply<object>) => ({ status, fields: (problem as Reply['body']).params?.['fields'] });
const session = (siteId: string, day: string) => api.operator.post('/v1/sessions', { siteId, day, vaccines: ['MMR'], slots: [{ startsAt: '09:00', endsAt: '10:00', capacity: 1 }] });

describe('a site that is registered', () => {
  it('is there for everybody, with its English name, and in the audit', async () => {
    const site = await register({ hours: [{ weekday: 3, opensAt: '14:00', closesAt: '17:00' }, { weekday: 3, opensAt: '08:00', closesAt: '12:00' }] });
    expect(site).toMatchObject({ areaCode: '440103', registry: 'guangdong', switchedOnOn: TODAY(), switchedOffOn: null, version: 1, stations: [{ code: 'desk-1' }] });
    expect(site.hours.map(({ opensAt }) => opensAt)).toEqual(['08:00', '14:00']);
    expect(await getAs(administrator.client, `${SITES}/${site.id}`)).toEqual(site);
    expect(await getAs(api.a, `/v1/sites/${site.id}`)).toEqual({ id: site.id, name: '荔湾测试接种点', nameEn: 'Liwan test site', areaCode: '440103', address: '某路1号', registry: 'guangdong' });
    expect(await auditOf(site.id)).toMatchObject([{ action: 'site.register', actor: { kind: 'person', personId: administrator.personId }, params: { code: site.code, areaCode: '440103', switchedOnOn: TODAY() } }]);
  });

  it('is registered once for a key', async () => {
    const key = newId();
    const sent = body();
    const first = await postAs<RegisteredSite>(administrator.client, SITES, sent, key);
    expect(await postAs(administrator.client, SITES, sent, key)).toEqual(first);
    expect(await auditOf(first.id)).toHaveLength(1);
  });

  it.each<[string, object, { field: string; rule: string }]>([
    ['without a code', { code: '' }, { field: 'code', rule: 'must match /^[A-Za-z0-9][A-Za-z0-9-]{1,31}$/' }],
    ['without a Chinese name', { name: { zh: ' ', en: null } }, { field: 'name.zh', rule: 'at least 1' }],
    ['in an area that is none', { areaCode: '440199' }, { field: 'areaCode', rule: 'unknown' }],
    ['in a province as such', { areaCode: '440000' }, { field: 'areaCode', rule: 'of-another-level' }],
    ['of a registry that nobody speaks to', { registry: 'atlantis' }, { field: 'registry', rule: 'one of guangdong' }],
    ['with a station for nothing', { stations: [{ code: 'a', kinds: [] }] }, { field: 'stations.0.kinds', rule: 'at least 1' }],
    ['that is switched on without a station to observe at', { stations: [{ code: 'a', kinds: ['registration', 'precheck', 'vaccination'] }] }, { field: 'stations', rule: 'step-without-station' }],
    ['open on an eighth day', { hours: [{ weekday: 8, opensAt: '08:00', closesAt: '09:00' }] }, { field: 'hours.0.weekday', rule: 'at most 7' }],
    ['open twice at once', { hours: [{ weekday: 1, opensAt: '08:00', closesAt: '12:00' }, { weekday: 1, opensAt: '11:00', closesAt: '13:00' }] }, { field: 'hours', rule: 'overlap' }],
    ['off before it is on', { switchedOffOn: addDays(TODAY(), -1) }, { field: 'switchedOffOn', rule: 'not-before-switched-on' }],
    ['on on a day that does not exist', { switchedOnOn: '2026-02-30' }, { field: 'switchedOnOn', rule: 'must be date' }],
  ])('is not %s', async (_, wrong, fault) => {
    expect(fieldsOf(await administrator.client.post(SITES, { ...body(), ...wrong }))).toEqual({ status: 422, fields: [fault] });
  });

  it('has a code of its own', async () => {
    const { code } = await register();
    expect(fieldsOf(await administrator.client.post(SITES, { ...body(), code }))).toEqual({ status: 422, fields: [{ field: 'code', rule: 'taken' }] });
  });
});

describe('a change', () => {
  it('keeps area and registry, and stands in the audit with what was before', async () => {
    const site = await register();
    const { body: changed } = await change(site, { name: { zh: '荔湾新名', en: null }, switchedOffOn: '2031-01-01' });
    expect(changed).toEqual({ ...site, name: { zh: '荔湾新名', en: null }, switchedOffOn: '2031-01-01', version: 2 });
    expect((await auditOf(site.id))[1]).toMatchObject({ action: 'site.change', params: { name: { zh: '荔湾新名' }, switchedOffOn: '2031-01-01', before: { name: { zh: '荔湾测试接种点' }, switchedOffOn: null } } });
    expect(fieldsOf(await change(changed, { areaCode: '440104' }))).toEqual({ status: 422, fields: [{ field: 'areaCode', rule: 'unknown-field' }] });
  });

  it('on what was read before somebody else changed it is refused, and one of two at once counts', async () => {
    const site = await register();
    const both = await Promise.all(['甲', '乙'].map((zh) => change(site, { name: { zh, en: null } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'changed-meanwhile', params: { version: 2 } });
    expect(await auditOf(site.id)).toHaveLength(2);
  });

  it('of a site from before gives it a code', async () => {
    const before = await getAs<RegisteredSite>(administrator.client, `${SITES}/${api.siteA.siteId}`);
    expect(before).toMatchObject({ code: null, stations: [], hours: [], switchedOffOn: null, version: 1 });
    expect((await change(before, { code: 'A-1', name: before.name, switchedOnOn: before.switchedOnOn })).body).toMatchObject({ code: 'A-1', version: 2 });
  });

  it('of a site that is not there finds nothing', async () => {
    expect(await change({ ...(await register()), id: newId() })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await administrator.client.get(`${SITES}/${newId()}`)).status).toBe(404);
  });
});

describe('sessions', () => {
  it('are of days on which the site is switched on', async () => {
    const [first, last] = [addDays(TODAY(), 2), addDays(TODAY(), 4)];
    const site = await register({ switchedOnOn: first, switchedOffOn: addDays(last, 1) });
    for (const day of [first, last]) expect((await session(site.id, day)).status).toBe(201);
    for (const day of [addDays(first, -1), addDays(last, 1)]) expect(await session(site.id, day)).toMatchObject({ status: 409, body: { code: 'site-not-switched-on', params: { day } } });
  });

  it('are not of a site without a date, until it has one', async () => {
    const site = await register({ switchedOnOn: null, stations: [], hours: [] });
    expect(await session(site.id, TODAY())).toMatchObject({ status: 409, body: { code: 'site-not-switched-on' } });
    await change(site);
    expect((await session(site.id, TODAY())).status).toBe(201);
  });
});

describe('visits', () => {
  it('begin where the site is switched on; one that has begun goes on when it is switched off, and what happened is recorded', async () => {
    const site = await register();
    const desk = await api.register({ clientId: `client-${site.id}`, kind: 'site-client', siteIds: [site.id], scopes: SITE_SCOPES });
    const opened = async (day: string) => (await postAs<Session>(desk, '/v1/sessions', { siteId: site.id, day, vaccines: ['MMR'], slots: [{ startsAt: '00:00', endsAt: '23:59', capacity: 9 }] })).slots[0]!.id;
    const [slotId, tomorrow] = [await opened(TODAY()), await opened(addDays(TODAY(), 1))];
    const visitOf = async (path: string, more: object = {}) => desk.post<CommandAnswer & Body>(path, { residentId: (await registerResident(desk)).id, siteId: site.id, doses: MMR, ...more });
    const walksIn = () => visitOf('/v1/journeys');
    const books = () => visitOf('/v1/bookings', { slotId, staffId: 'N-101' });
    const [begun, booked] = [await walksIn(), await books()];
    expect([begun.status, booked.status]).toEqual([201, 201]);

    expect((await change(site, { switchedOffOn: TODAY() })).status).toBe(200);
    const off = (day: string) => ({ status: 409, body: { code: 'site-not-switched-on', params: { day } } });
    for (const refused of [await walksIn(), await books()]) expect(refused).toMatchObject(off(TODAY()));
    const send = ({ body: { journeyId } }: typeof begun, command: object) => desk.post(`/v1/journeys/${journeyId}/commands`, command);
    expect(await send(booked, { type: 'checkIn', data: { siteId: site.id } })).toMatchObject(off(TODAY()));
    expect(await send(booked, { type: 'reschedule', data: { slotId: tomorrow } })).toMatchObject(off(addDays(TODAY(), 1)));
    const [dose] = (await getAs<Journey>(desk, `/v1/journeys/${booked.body.journeyId}`)).doses;
    const jab = { ...COMMAND_EXAMPLES.reportUnverifiedDose, data: { ...COMMAND_EXAMPLES.reportUnverifiedDose.data, dose: { plannedDoseId: dose!.plannedDoseId }, givenAt: new Date(Date.now() - 1_000).toISOString() } };
    expect((await send(booked, jab)).status).toBe(200);
    expect((await send(begun, COMMAND_EXAMPLES.recordPrecheck)).status).toBe(200);
  });
});

it('lists by area, a page at a time', async () => {
  const there = await register();
  const listed = async (query: string) => (await getAs<{ data: RegisteredSite[] }>(administrator.client, `${SITES}?${query}`)).data.map(({ id }) => id);
  expect(await listed('area=440103&first=200')).toContain(there.id);
  expect(await listed('area=440300')).toEqual([api.siteB.siteId]);
  const { data, pageInfo } = await getAs<{ data: RegisteredSite[]; pageInfo: { endCursor: string } }>(administrator.client, `${SITES}?first=1`);
  expect(data).toHaveLength(1);
  expect(await listed(`first=200&after=${pageInfo.endCursor}`)).not.toContain(data[0]?.id);
});

it('is nothing for an auditor, a supervisor or a machine, and a hole in the API could not either', async () => {
  const others = [await api.signedIn({ roles: ['security-auditor'] }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
  for (const { client } of others) {
    expect(await client.get(SITES)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
    expect(await client.post(SITES, body())).toMatchObject({ status: 403 });
  }
  expect(await api.operator.get(SITES)).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  for (const actor of [newId(), others[0]?.personId]) await expect(inScope(api.database.urls.api, null, 'select change_site_v1($1::jsonb)', [JSON.stringify({ actor, siteId: api.siteA.siteId })])).rejects.toMatchObject({ code: '42501' });
});
