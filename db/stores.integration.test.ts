import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sequelize } from 'sequelize';
import { toAreaCode, toId, type JourneyId } from '../domain/ids.js';
import { addDays, instantAt, toInstant, toLocalDate } from '../domain/time.js';
import { createArchiveStore } from './archive-store.js';
import { createAuditStore } from './audit-store.js';
import { createBreakerStore } from './breaker-store.js';
import { createCaseStore } from './case-store.js';
import { createClientStore, keepClient } from './client-store.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, testBlindIndex, testCipher, TODAY, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import { createDoseStore } from './dose-store.js';
import { FieldCipherError } from './field-cipher.js';
import { createHealthCodeStore } from './health-code-store.js';
import { createJourneyStore, type JourneyFilter } from './journey-store.js';
import { UnsupportedListError } from './keyset.js';
import { createLotStore } from './lot-store.js';
import { newId } from './new-id.js';
import { createNoticeStore } from './notice-store.js';
import { createPool, type Statements } from './pool.js';
import { createResidentStore, type NewResident, type ResidentStore } from './resident-store.js';
import { createSequelize } from './sequelize.js';
import { createSessionStore } from './session-store.js';
import { createSiteStore } from './site-store.js';
import { createStepRecorder, createStepStore } from './step-store.js';

let database: TestDatabase;
let api: Sequelize;
let workerSequelize: Sequelize;
let open: OpenDoor;
let worker: Statements;
let clinic: Clinic;
let other: Clinic;
let residents: ResidentStore;

beforeAll(async () => {
  database = await createTestDatabase();
  [api, workerSequelize] = [createSequelize({ url: database.urls.api }), createSequelize({ url: database.urls.worker })];
  [open, worker] = [openDoor(database.urls.api), createPool({ url: database.urls.worker })];
  [clinic, other] = [await openClinic(database.urls, { capacity: 100 }), await openClinic(database.urls, { areaCode: '440300' })];
  residents = createResidentStore({ sequelize: api, cipher: testCipher, blindIndex: testBlindIndex, audit: createAuditStore(open.pool) });
});

afterAll(async () => {
  await Promise.all([api.close(), workerSequelize.close(), open.pool.end(), worker.end()]);
  await database.drop();
});

const admin = (sql: string, values: unknown[] = []) => inScope(database.adminUrl, null, sql, values);
const here = () => ({ site: clinic.siteId });
const there = () => ({ site: other.siteId });
const until = () => toInstant(Date.now() + 86_400_000);

let numbers = 0;
const person = (overrides: Partial<NewResident> = {}): NewResident => ({
  name: '欧阳·测试', phone: '13900000000', sex: 'female', birthDate: toLocalDate('2024-06-01'),
  identifiers: [{ type: 'passport', number: `T${String((numbers += 1)).padStart(8, '0')}` }], ...overrides,
});
const register = (who: NewResident) => residents.register(here(), { ...who, site: clinic.siteId, until: until() });

async function booked(): Promise<Visit> {
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  await visit.done(visit.book(clinic.slotIds[0]));
  return visit;
}

describe('residents', () => {
  it('are stored encrypted and come back in clear text to a site that knows them', async () => {
    const who = person();
    const registered = await register(who);
    expect(await residents.get(here(), registered.ok ? registered.residentId : toId(newId()))).toMatchObject({ ...who, nationality: 'CN' });
    const [row] = await admin('select name_enc, phone_enc from residents where id = $1', [registered.ok && registered.residentId]);
    expect([row?.name_enc, row?.phone_enc].some((sealed) => String(sealed).includes('欧阳') || String(sealed).includes('139'))).toBe(false);
  });

  it('are found by number from anywhere and known only where access was given', async () => {
    const who = person();
    const registered = await register(who);
    if (!registered.ok) throw new Error('taken');
    const { residentId } = registered;
    expect(await residents.find(there(), who.identifiers[0]!)).toBe(residentId);
    expect(await residents.get(there(), residentId)).toBeNull();
    await residents.grantAccess(there(), { residentId, site: other.siteId, until: until(), why: 'look-up' });
    expect(await residents.get(there(), residentId)).toMatchObject({ residentId });
    await admin(`update resident_access set until = now() - interval '1 second' where resident_id = $1 and site_id = $2`, [residentId, other.siteId]);
    expect(await residents.get(there(), residentId)).toBeNull();
    expect(await residents.find(there(), { type: 'passport', number: 'NOBODY1' })).toBeNull();
  });

  it('of one number are one, also when two desks register at once', async () => {
    const who = person();
    const both = await Promise.all([register(who), register(who), register(who)]);
    const made = both.filter((result) => result.ok);
    expect(made).toHaveLength(1);
    expect(both.filter((result) => !result.ok).map((result) => !result.ok && result.taken)).toEqual(Array(2).fill(made[0]?.ok && made[0].residentId));
    expect(await admin('select count(*)::int as n from resident_identifiers where blind_index = $1', [testBlindIndex.of('identifier|passport', who.identifiers[0]!.number)[0]!.index])).toEqual([{ n: 1 }]);
  });

  it('without a number are as many as there are', async () => {
    const [one, two] = [await register(person({ identifiers: [], phone: null })), await register(person({ identifiers: [], phone: null }))];
    expect([one.ok, two.ok]).toEqual([true, true]);
  });

  it('register through a channel without a site, and change their phone', async () => {
    const registered = await residents.register({ open: true }, { ...person(), site: null, until: until() });
    if (!registered.ok) throw new Error('taken');
    const { residentId } = registered;
    expect(await residents.setPhone({ resident: residentId }, residentId, null)).toBe(true);
    expect(await residents.get({ resident: residentId }, residentId)).toMatchObject({ phone: null });
    expect(await residents.setPhone(here(), residentId, '13900000001')).toBe(false);
  });

  it('whose columns were swapped do not open, and that is audited (A35)', async () => {
    const [a, b] = [await register(person()), await register(person())];
    if (!a.ok || !b.ok) throw new Error('taken');
    await admin('update residents set name_enc = (select name_enc from residents where id = $1) where id = $2', [a.residentId, b.residentId]);
    const error: unknown = await residents.get(here(), b.residentId).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FieldCipherError);
    expect(String(error)).not.toContain('欧阳');
    expect(await admin('select action, object_kind, outcome, code from audit_rows where object_id = $1', [b.residentId])).toEqual([
      { action: 'field.decrypt', object_kind: 'residents.name_enc', outcome: 'failed', code: 'not-authentic' },
    ]);
  });
});

describe('lists', () => {
  it('of journeys page by keyset, stable while rows are added', async () => {
    const journeys = createJourneyStore(api);
    const mine = await Promise.all(Array.from({ length: 7 }, () => booked()));
    const seen: JourneyId[] = [];
    let after: string | undefined;
    do {
      const page = await journeys.list(here(), { siteId: clinic.siteId, day: TODAY() }, { first: 2, after });
      seen.push(...page.items.map((row) => row.journeyId));
      after = page.pageInfo.endCursor ?? undefined;
      if (seen.length < 6) await booked(); // newest first: what is added comes before the cursor
      if (!page.pageInfo.hasNextPage) break;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(mine.map((visit) => visit.journeyId).filter((id) => !seen.includes(id))).toEqual([]);
    expect(seen).toEqual(seen.toSorted().reverse());
  });

  it('of an area take in what lies in it, in the order of areas', async () => {
    const journeys = createJourneyStore(api);
    const far = new Visit(open.door, other, await addResident(database.urls, [other]));
    await far.done(far.walkIn());
    await booked();
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
    const listed = (async () => createJourneyStore(api).list(here(), filter, page))();
    await expect(listed).rejects.toBeInstanceOf(UnsupportedListError);
  });

  it('of journeys are served by an index, whatever the size of the table', async () => {
    // Small tables are scanned whole; without that way out the plan shows whether an index gives the rows in order.
    const planner = `${database.urls.api}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`;
    const explain = async (where: string, order: string) =>
      (await inScope<{ 'QUERY PLAN': string }>(planner, here(), `explain select * from journeys where ${where} order by ${order} limit 51`)).map((row) => row['QUERY PLAN']).join('\n');
    expect(await explain(`site_id = '${clinic.siteId}' and day = '2026-11-24'`, 'id desc')).toContain('site_id_day_id_idx');
    expect(await explain(`site_id = '${clinic.siteId}' and stage = 'booked'`, 'id desc')).toContain('site_id_stage_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '4401' and area_code < '4401:'`, 'area_code, id')).toContain('day_area_code_id_idx');
    expect(await explain(`day = '2026-11-24' and area_code >= '44' and area_code < '44:'`, 'area_code, id')).not.toMatch(/-> +(Incremental )?Sort/);
  });

  it('of cases show the most urgent first, to the site and to its area only', async () => {
    const cases = createCaseStore(api);
    const visit = await booked();
    await visit.find({ type: 'softwareFaulted', data: { step: 'x' } }, 'fault');
    const page = await cases.list(here(), { siteId: clinic.siteId }, { first: 50 });
    expect(page.items.map((item) => [item.kind, item.journeyId, item.status])).toEqual([['software-fault', visit.journeyId, 'open']]);
    const caseId = page.items[0]!.caseId;
    expect(await cases.get(here(), caseId)).toEqual(page.items[0]);
    expect(await cases.ofJourney(here(), visit.journeyId)).toEqual(page.items);
    expect(await cases.get(there(), caseId)).toBeNull();
    expect((await cases.list({ area: toAreaCode('440100') }, { areaCode: toAreaCode('440100') }, { first: 1 })).items).toEqual(page.items);
    expect((await cases.list({ area: toAreaCode('440300') }, { areaCode: toAreaCode('440000') }, { first: 1 })).items).toEqual([]);
    await expect(cases.list(here(), {}, { first: 1 })).rejects.toBeInstanceOf(UnsupportedListError);
  });

  it('of sites go by area', async () => {
    const sites = createSiteStore(api);
    const first = await sites.list({ open: true }, { first: 1 });
    const second = await sites.list({ open: true }, { first: 1, after: first.pageInfo.endCursor ?? undefined });
    expect([first, second].map((page) => page.items[0]?.areaCode)).toEqual(['440103', '440300']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect((await sites.list({ open: true }, { areaCode: toAreaCode('440300'), first: 10 })).items.map((site) => site.siteId)).toEqual([other.siteId]);
    expect((await sites.list({}, { first: 10 })).items).toEqual([]);
  });
});

it('a journey is read with its timeline, by its site and resident', async () => {
  const journeys = createJourneyStore(api);
  const visit = await booked();
  await visit.done(visit.checkIn());
  expect(await journeys.get(here(), visit.journeyId)).toMatchObject({ stage: 'arrived', version: 2, openCases: 0, day: TODAY() });
  expect(await journeys.get(there(), visit.journeyId)).toBeNull();
  expect((await journeys.timeline(here(), visit.journeyId)).map(({ version, type, station }) => [version, type, station])).toEqual([[1, 'booked', 'desk-1'], [2, 'checkedIn', 'desk-1']]);
  expect(await journeys.timeline(there(), visit.journeyId)).toEqual([]);
  const found = await journeys.findOfResident(here(), { residentId: visit.residentId, siteId: clinic.siteId, day: TODAY() });
  expect(found.map((row) => row.journeyId)).toEqual([visit.journeyId]);
});

it('a dose, its archive and what a registry knew are read back', async () => {
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  const { healthCodeId } = await createHealthCodeStore(api).issue(here(), visit.residentId);
  await visit.toChecklist(healthCodeId);
  await visit.done(visit.verify('84100400000000000077'));
  await visit.done(visit.recordDose());
  const state = (await open.door.peek(here(), visit.journeyId))?.state;
  const learnt = { vaccine: 'HepB', series: 'HepB', doseNumber: 1, live: false, productId: null, givenOn: toLocalDate('2024-06-02') };
  const result = await visit.find({ type: 'archiveCreated', data: { contentVersion: state?.archive?.contentVersion ?? 0, registryVersion: 'r7' } }, 'archive:1', {
    rows: { registry: 'guangdong', archiveNo: '440103202400000001', learntDoses: [learnt] },
  });
  expect(result.kind).toBe('committed');
  expect(await createArchiveStore({ sequelize: api, cipher: testCipher }).get(here(), visit.residentId)).toMatchObject({
    state: 'known', registryVersion: 'r7', registry: 'guangdong', archiveNo: '440103202400000001', version: 3,
  });
  const doses = await createDoseStore(api).ofResident(here(), visit.residentId);
  expect(doses.map(({ series, status, source, upload }) => ({ series, status, source, upload }))).toEqual([
    { series: 'HepB', status: 'given', source: 'registry', upload: null },
    { series: 'MMR', status: 'given', source: 'journey', upload: 'pending' },
  ]);
  expect(await createDoseStore(api).ofJourney(here(), visit.journeyId)).toHaveLength(1);
  expect(await createDoseStore(api).ofResident(there(), visit.residentId)).toEqual([]);
});

it('a session is opened with its slots and shows what is free', async () => {
  const sessions = createSessionStore(api);
  const day = addDays(TODAY(), 9);
  const slot = { slotId: newId<'slot'>(), startsAt: instantAt(day, '09:00'), endsAt: instantAt(day, '10:00'), capacity: 2 };
  const session = { sessionId: newId<'session'>(), siteId: clinic.siteId, day, vaccines: ['MMR'], slots: [slot] };
  expect(await sessions.open(here(), session)).toMatchObject({ areaCode: '440103', slots: [{ free: 2 }] });
  await expect(sessions.open(there(), { ...session, sessionId: newId() })).rejects.toMatchObject({ code: '42501' });
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  await visit.done(visit.book(slot.slotId));
  expect((await sessions.list({ open: true }, { siteId: clinic.siteId, day }))[0]?.slots).toEqual([{ slotId: slot.slotId, startsAt: slot.startsAt, endsAt: slot.endsAt, capacity: 2, free: 1 }]);
  expect(await sessions.listFree({ open: true }, { siteId: clinic.siteId, day, vaccine: 'MMR' })).toHaveLength(1);
  expect(await sessions.listFree({ open: true }, { siteId: clinic.siteId, day, vaccine: 'HepB' })).toEqual([]);
});

it('a health code is one for each resident, suspended and shown', async () => {
  const codes = createHealthCodeStore(api);
  const residentId = await addResident(database.urls, [clinic]);
  const [one, two] = await Promise.all([codes.issue(here(), residentId), codes.issue(here(), residentId)]);
  expect(one).toEqual(two);
  expect(await codes.ofResident(here(), residentId)).toEqual(one);
  expect(await codes.get(there(), one.healthCodeId)).toBeNull();
  expect(await codes.findShown(there(), one.healthCodeId, null)).toEqual({ ...one, jtiUsed: false });
  expect(await codes.setStatus({ area: toAreaCode('440100') }, one.healthCodeId, 'suspended')).toMatchObject({ status: 'suspended' });
  expect(await codes.setStatus(there(), one.healthCodeId, 'normal')).toBeNull();
});

it('a notice is written before the call, once for its message and recipient', async () => {
  const notices = createNoticeStore({ sequelize: workerSequelize, blindIndex: testBlindIndex });
  const { journeyId, residentId } = await booked();
  const owner = { journeyId, residentId, siteId: clinic.siteId, areaCode: toAreaCode('440103') };
  const message = { contentVersion: 1, channel: 'sms', template: 'result-2022', recipient: '13900000000' };
  const first = await notices.begin(owner, message);
  expect(first).toMatchObject({ attempted: false, outcome: null });
  expect(await notices.begin(owner, message)).toEqual({ ...first, attempted: true });
  await notices.notSent(owner, first.noticeId);
  expect(await notices.begin(owner, message)).toEqual({ ...first, attempted: false });
  expect(await notices.begin(owner, message)).toEqual({ ...first, attempted: true });
  await notices.settle(owner, first.noticeId, 'sent', 'p1');
  expect(await notices.begin(owner, message)).toEqual({ ...first, attempted: true, outcome: 'sent' });
  expect((await notices.begin(owner, { ...message, contentVersion: 2 })).noticeId).not.toBe(first.noticeId);
  const listed = await createNoticeStore({ sequelize: api, blindIndex: testBlindIndex }).ofJourney(here(), journeyId);
  expect(listed.map(({ state, providerId, contentVersion }) => ({ state, providerId, contentVersion }))).toEqual([
    { state: 'sent', providerId: 'p1', contentVersion: 1 },
    { state: 'pending', providerId: null, contentVersion: 2 },
  ]);
  expect(JSON.stringify(await admin('select * from notice_keys'))).not.toContain('13900000000');
});

it('a retried step is seen at its site until it succeeds', async () => {
  const [recorder, steps] = [createStepRecorder(worker), createStepStore(api)];
  const { journeyId } = await booked();
  await recorder.keep({ journeyId, step: 'upload', attempt: 2, errorCode: 'Unavailable', nextTryAt: 1_000 });
  await recorder.keep({ journeyId, step: 'upload', attempt: 3, errorCode: 'Unavailable', nextTryAt: null });
  expect(await steps.ofJourney(here(), journeyId)).toEqual([{ journeyId, step: 'upload', attempt: 3, errorCode: 'Unavailable', nextTryAt: null }]);
  expect(await steps.ofJourney(there(), journeyId)).toEqual([]);
  await recorder.forget(journeyId, 'upload');
  expect(await steps.ofJourney(here(), journeyId)).toEqual([]);
});

it('a breaker is read with the state at the door', async () => {
  const breakers = createBreakerStore(worker);
  await breakers.keep({ system: 'registry-guangdong', state: 'open', until: toInstant(5_000), failures: 3 });
  expect(await breakers.list()).toEqual([{ system: 'registry-guangdong', state: 'open', until: 5_000, failures: 3 }]);
  const visit = await booked();
  expect((await visit.done(visit.checkIn())).breakers).toEqual({ 'registry-guangdong': 'open' });
});

it('a client is kept by the migrator alone, and refused at the door once revoked', async () => {
  const migrator = createSequelize({ url: database.urls.migrator });
  const client = { clientId: 'test-client', name: 'Test', kind: 'site-client', jwks: { keys: [] }, scopes: ['observation:release-early'], status: 'active', siteIds: [clinic.siteId], areaCode: null } as const;
  await keepClient(migrator, { ...client, scopes: [...client.scopes], siteIds: [...client.siteIds], jwks: { keys: [] } });
  const clients = createClientStore(api);
  expect(await clients.find('test-client')).toEqual(client);
  expect(await clients.find('nobody')).toBeNull();
  await expect(keepClient(api, { ...client, scopes: [], siteIds: [], jwks: { keys: [] } })).rejects.toMatchObject({ code: '42501' });
  const visit = await booked();
  await keepClient(migrator, { ...client, scopes: [], siteIds: [], jwks: { keys: [] }, status: 'revoked' });
  expect(await visit.submit(visit.checkIn())).toEqual({ kind: 'revoked' });
  await keepClient(migrator, { ...client, scopes: [...client.scopes], siteIds: [], jwks: { keys: [] } });
  await migrator.close();
});

it('a lot that was recalled between the read and the append is decided anew', async () => {
  const lots = createLotStore(api);
  const lot = { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2099-01-01'), status: 'recalled' } as const;
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  const { healthCodeId } = await createHealthCodeStore(api).issue(here(), visit.residentId);
  await visit.toChecklist(healthCodeId);
  const racing = { ...open.pool, call: async <T,>(name: string, ...values: unknown[]): Promise<T> => {
    if (name === 'append_v1') await lots.keep(here(), lot);
    return open.pool.call<T>(name, ...values);
  } };
  const { createDoor } = await import('./door.js');
  const { policies } = await import('../domain/journey/journey-fixtures.js');
  const door = createDoor({ pool: racing, cipher: testCipher, policies: () => policies });
  expect(await door.submit(visit.submission(visit.verify('84100400000000000078')))).toMatchObject({ kind: 'refused', refusal: { code: 'lot-recalled' } });
  expect(await lots.get(here(), { productId: 'mmr', lot: 'L1' })).toEqual(lot);
});

it('a list that is read is one audit row with count and a hash of the ids', async () => {
  const audit = createAuditStore(open.pool);
  await audit.write({ actor: { kind: 'client', clientId: 'c' }, action: 'journeys.list', objectKind: 'journeys', outcome: 'done', ids: ['b', 'a'] });
  await audit.write({ actor: { kind: 'client', clientId: 'c' }, action: 'journeys.list', objectKind: 'journeys', outcome: 'done', ids: ['a', 'b'] });
  const rows = await admin(`select count, ids_hash from audit_rows where action = 'journeys.list'`);
  expect(rows.map((row) => row.count)).toEqual([2, 2]);
  expect(rows[0]?.ids_hash).toBe(rows[1]?.ids_hash);
});
