import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { policies } from '../domain/journey/journey-fixtures.js';
import { toAreaCode, type JourneyId } from '../domain/ids.js';
import { placeLotHold } from '../domain/stock/lot-hold.js';
import { addDays, instantAt, toInstant, toLocalDate, type Instant } from '../domain/time.js';
import { createArchiveStore } from './archive-store.js';
import { createAuditStore } from './audit-store.js';
import { createBlindIndex } from './blind-index.js';
import { createBreakerStore } from './breaker-store.js';
import { addResident, testBlindIndex, testCipher, TODAY } from './database-fixtures.js';
import { createDoor } from './door.js';
import { createDoseStore } from './dose-store.js';
import { createHealthCodeStore } from './health-code-store.js';
import { createJourneyStore } from './journey-store.js';
import { createKeyRing } from './key-ring.js';
import { createLotHoldStore } from './lot-hold-store.js';
import { createLotStore } from './lot-store.js';
import { newId } from './new-id.js';
import { createNoticeReader, createNoticeStore } from './notice-store.js';
import { createSessionStore } from './session-store.js';
import { Stores } from './stores-fixtures.js';
import { createStepRecorder, createStepStore } from './step-store.js';

let stores: Stores;

beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
});

afterAll(() => stores.close());

it('a journey is read with its timeline, by its site and resident', async () => {
  const journeys = createJourneyStore(stores.api);
  const visit = await stores.booked();
  await visit.done(visit.checkIn());
  expect(await journeys.get(stores.here, visit.journeyId)).toMatchObject({ stage: 'arrived', version: 2, openCases: 0, day: TODAY() });
  expect(await journeys.get(stores.there, visit.journeyId)).toBeNull();
  expect((await journeys.timeline(stores.here, visit.journeyId)).map(({ version, type, station }) => [version, type, station])).toEqual([[1, 'booked', 'desk-1'], [2, 'checkedIn', 'desk-1']]);
  expect(await journeys.timeline(stores.there, visit.journeyId)).toEqual([]);
  const found = await journeys.findOfResident(stores.here, { residentId: visit.residentId, siteId: stores.clinic.siteId, day: TODAY() });
  expect(found.map((row) => row.journeyId)).toEqual([visit.journeyId]);
});

it('a dose, its archive and what a registry knew are read back', async () => {
  const visit = await stores.newVisit();
  const { healthCodeId } = await createHealthCodeStore({ pool: stores.open.pool, sequelize: stores.api }).issue(stores.here, visit.residentId, 'formal');
  await visit.toChecklist(healthCodeId);
  await visit.done(visit.verify('84100400000000000077'));
  await visit.done(visit.recordDose());
  const state = (await stores.open.door.peek(stores.here, visit.journeyId))?.state;
  const learnt = { vaccine: 'HepB', series: 'HepB', doseNumber: 1, live: false, productId: null, givenOn: toLocalDate('2024-06-02') };
  const result = await visit.find({ type: 'archiveCreated', data: { contentVersion: state?.archive?.contentVersion ?? 0, registryVersion: 'r7' } }, 'archive:1', {
    rows: { registry: 'guangdong', archiveNo: '440103202400000001', learntDoses: [learnt] },
  });
  expect(result.kind).toBe('committed');
  expect(await createArchiveStore({ pool: stores.open.pool, cipher: testCipher }).get(stores.here, visit.residentId)).toEqual({
    residentId: visit.residentId, state: 'known', registryVersion: 'r7', registry: 'guangdong', archiveNo: '440103202400000001', version: 3,
  });
  expect(await createArchiveStore({ pool: stores.open.pool, cipher: testCipher }).get(stores.there, visit.residentId)).toBeNull();
  const doses = await createDoseStore(stores.api).ofResident(stores.here, visit.residentId);
  expect(doses.map(({ series, status, source, upload }) => ({ series, status, source, upload }))).toEqual([
    { series: 'HepB', status: 'given', source: 'registry', upload: null },
    { series: 'MMR', status: 'given', source: 'journey', upload: 'pending' },
  ]);
  expect(await createDoseStore(stores.api).ofJourney(stores.here, visit.journeyId)).toHaveLength(1);
  expect(await createDoseStore(stores.api).ofResident(stores.there, visit.residentId)).toEqual([]);
});

it('a session is opened with its slots and shows what is free', async () => {
  const sessions = createSessionStore(stores.api);
  const day = addDays(TODAY(), 9);
  const slot = { slotId: newId<'slot'>(), startsAt: instantAt(day, '09:00'), endsAt: instantAt(day, '10:00'), capacity: 2 };
  const session = { sessionId: newId<'session'>(), siteId: stores.clinic.siteId, day, vaccines: ['MMR'], slots: [slot] };
  expect(await sessions.open(stores.here, session)).toMatchObject({ areaCode: '440103', slots: [{ free: 2 }] });
  await expect(sessions.open(stores.there, { ...session, sessionId: newId() })).rejects.toMatchObject({ code: '42501' });
  const visit = await stores.newVisit();
  await visit.done(visit.book(slot.slotId));
  expect((await sessions.list({ open: true }, { siteId: stores.clinic.siteId, day }))[0]?.slots).toEqual([{ slotId: slot.slotId, startsAt: slot.startsAt, endsAt: slot.endsAt, capacity: 2, free: 1 }]);
  expect(await sessions.listFree({ open: true }, { siteId: stores.clinic.siteId, day, vaccine: 'MMR' })).toHaveLength(1);
  expect(await sessions.listFree({ open: true }, { siteId: stores.clinic.siteId, day, vaccine: 'HepB' })).toEqual([]);
});

it('a health code is one for each resident, suspended and shown', async () => {
  const codes = createHealthCodeStore({ pool: stores.open.pool, sequelize: stores.api });
  const residentId = await addResident(stores.database.urls, [stores.clinic]);
  const [one, two] = await Promise.all([codes.issue(stores.here, residentId, 'formal'), codes.issue(stores.here, residentId, 'formal')]);
  expect(one).toEqual(two);
  expect(await codes.ofResident(stores.here, residentId)).toEqual(one);
  expect(await codes.get(stores.here, one.healthCodeId)).toEqual(one);
  expect(await codes.get(stores.there, one.healthCodeId)).toBeNull();
  expect(await codes.findShown(stores.there, one.healthCodeId, null)).toEqual({ ...one, jtiUsed: false });
  expect(await codes.setStatus({ area: toAreaCode('440100') }, one.healthCodeId, 'suspended')).toMatchObject({ status: 'suspended' });
  expect(await codes.setStatus(stores.there, one.healthCodeId, 'normal')).toBeNull();
});

it('a notice is written before the call, once for its message and recipient, and its process hears of what another found', async () => {
  const notices = createNoticeStore({ sequelize: stores.workerSequelize, blindIndex: testBlindIndex });
  const reader = createNoticeReader(stores.worker);
  const { journeyId, residentId } = await stores.booked();
  const owner = { journeyId, residentId, siteId: stores.clinic.siteId, areaCode: toAreaCode('440103') };
  const message = { contentVersion: 1, channel: 'sms', template: 'result-2022', recipient: '13900000000', notBefore: null };
  const newsOf = (noticeId: string) => stores.admin(`select version from news where process = 'noticeDelivery' and id = $1`, [noticeId]);
  const first = await notices.begin(owner, message);
  expect(first).toMatchObject({ inDoubt: false, state: 'pending', attempts: 1, over: true });
  expect(await notices.begin(owner, message)).toMatchObject({ noticeId: first.noticeId, inDoubt: true, attempts: 2 });

  await notices.write(first, { state: 'waiting', nextAt: toInstant(5_000), errorCode: 'throttled', over: false, tell: true });
  expect(await newsOf(first.noticeId)).toEqual([{ version: 2 }]);
  expect(await notices.begin(owner, message)).toMatchObject({ state: 'waiting', attempts: 2, version: 2, nextAt: 5_000 });
  expect(await reader.readWithNews(first.noticeId)).toMatchObject({ ...owner, noticeId: first.noticeId, state: 'waiting', version: 2, nextAt: 5_000, inDoubt: false, over: false });
  expect(await newsOf(first.noticeId)).toEqual([]);

  const waiting = (await reader.read(first.noticeId))!;
  expect(await notices.attempt(waiting, '13900000000')).toMatchObject({ inDoubt: false, attempts: 3 });
  expect(await notices.attempt(waiting, '13900000001')).toMatchObject({ inDoubt: true, attempts: 4 }); // the number has changed meanwhile
  await notices.write(first, { state: 'sent', providerId: 'p1', nextAt: toInstant(6_000), over: true });
  expect(await newsOf(first.noticeId)).toEqual([]);
  expect((await reader.toAsk(100)).map(({ noticeId }) => noticeId)).toContain(first.noticeId);

  expect((await notices.begin(owner, { ...message, contentVersion: 2 })).noticeId).not.toBe(first.noticeId);
  const quiet = await notices.begin(owner, { ...message, contentVersion: 3, notBefore: toInstant(7_000) });
  expect(quiet).toMatchObject({ state: 'waiting', nextAt: 7_000, attempts: 0, inDoubt: false, over: false });
  expect(await newsOf(quiet.noticeId)).toEqual([{ version: 1 }]);
  const listed = await createNoticeStore({ sequelize: stores.api, blindIndex: testBlindIndex }).ofJourney(stores.here, journeyId);
  expect(listed.map(({ state, contentVersion, nextAt, errorCode }) => ({ state, contentVersion, nextAt, errorCode }))).toEqual([
    { state: 'sent', contentVersion: 1, nextAt: null, errorCode: null },
    { state: 'pending', contentVersion: 2, nextAt: null, errorCode: null },
    { state: 'waiting', contentVersion: 3, nextAt: 7_000, errorCode: 'quiet-hours' },
  ]);
  expect(JSON.stringify(await stores.admin('select * from notice_keys'))).not.toContain('13900000000');
});

it('a notice is the same one after another key of the blind index was put first', async () => {
  const { journeyId, residentId } = await stores.booked();
  const owner = { journeyId, residentId, siteId: stores.clinic.siteId, areaCode: toAreaCode('440103') };
  const message = { contentVersion: 1, channel: 'sms', template: 'result-2022', recipient: '13900000000', notBefore: null };
  const [old, next] = [['old', randomBytes(32)], ['next', randomBytes(32)]] as const;
  const begin = (...keys: (readonly [string, Buffer])[]) => createNoticeStore({ sequelize: stores.workerSequelize, blindIndex: createBlindIndex(createKeyRing(keys)) }).begin(owner, message);
  const first = await begin(old);
  expect(await begin(next, old)).toMatchObject({ noticeId: first.noticeId, inDoubt: true });
  expect(await begin(old, next)).toMatchObject({ noticeId: first.noticeId, inDoubt: true });
});

describe('a retried step', () => {
  const failed = { step: 'upload', attempt: 2, errorCode: 'Unavailable', nextTryAt: 1_000, runId: 'run', activityId: '7', beganAt: 0 };
  const open = () => [createStepRecorder(stores.worker), createStepStore({ pool: stores.open.pool, sequelize: stores.api, cipher: testCipher })] as const;
  const held = async (journeyId: JourneyId, pausedAt: Instant) => open()[1].change(stores.here, { journeyId, step: 'upload' }, async (row) => ({ after: { ...row!, pausedAt } }));

  it('is seen at its site until it succeeds', async () => {
    const [recorder, steps] = open();
    const { journeyId } = await stores.booked();
    await recorder.keep({ journeyId, ...failed });
    await recorder.keep({ journeyId, ...failed, attempt: 3 });
    expect(await steps.ofJourney(stores.here, journeyId)).toEqual([{ step: 'upload', attempt: 3, errorCode: 'Unavailable', nextTryAt: 1_000, pausedAt: null }]);
    expect(await steps.ofJourney(stores.there, journeyId)).toEqual([]);
    await recorder.forget(journeyId, 'upload');
    expect(await steps.ofJourney(stores.here, journeyId)).toEqual([]);
  });

  it.each([
    ['stays held when the attempt that was just beginning fails', { beganAt: 29_000 }, 0],
    ['is held no more when an attempt began after that: the engine does not hold it', { beganAt: 31_000 }, null],
    ['is held no more when it is another activity', { activityId: '8' }, null],
    ['is held no more in another run', { runId: 'next' }, null],
  ])('%s', async (_, next, pausedAt) => {
    const [recorder, steps] = open();
    const { journeyId } = await stores.booked();
    await recorder.keep({ journeyId, ...failed });
    await held(journeyId, toInstant(0));
    await recorder.keep({ journeyId, ...failed, ...next });
    expect(await steps.ofJourney(stores.here, journeyId)).toMatchObject([{ pausedAt }]);
  });

  it('is changed where it is seen and nowhere else', async () => {
    const [recorder, steps] = open();
    const { journeyId } = await stores.booked();
    await recorder.keep({ journeyId, ...failed });
    await steps.change(stores.there, { journeyId, step: 'upload' }, async (row) => {
      expect(row).toBeNull();
      return { after: { step: 'upload', attempt: 9, errorCode: 'x', nextTryAt: null, pausedAt: toInstant(1) } };
    });
    await steps.drop(stores.there, { journeyId, step: 'upload' }, failed);
    await steps.drop(stores.here, { journeyId, step: 'upload' }, { ...failed, activityId: '8' });
    expect(await steps.ofJourney(stores.here, journeyId)).toMatchObject([{ pausedAt: null }]);
    await steps.drop(stores.here, { journeyId, step: 'upload' }, failed);
    expect(await steps.ofJourney(stores.here, journeyId)).toEqual([]);
  });
});

it('a breaker is read with the state at the door', async () => {
  const breakers = createBreakerStore(stores.worker);
  await breakers.keep({ system: 'registry-guangdong', state: 'open', until: toInstant(5_000), failures: 3 });
  expect(await breakers.list()).toEqual([{ system: 'registry-guangdong', state: 'open', until: 5_000, failures: 3 }]);
  const visit = await stores.booked();
  expect((await visit.done(visit.checkIn())).breakers).toEqual({ 'registry-guangdong': 'open' });
});

it('a client is asked for at the door: revoked, past its last day, or no longer of the site', async () => {
  const admin = (sql: string, values: unknown[]) => stores.admin(sql, values);
  const visit = await stores.booked();
  await admin(`insert into api_clients (id, name, kind, jwks, scopes) values ('test-client', 'Test', 'site-client', '{"keys": []}', '{observation:release-early}')`, []);
  expect(await visit.submit(visit.checkIn())).toEqual({ kind: 'unknown' });
  await admin(`insert into api_client_sites values ('test-client', $1)`, [stores.clinic.siteId]);
  await admin(`update api_clients set status = 'revoked' where id = 'test-client'`, []);
  expect(await visit.submit(visit.checkIn())).toEqual({ kind: 'revoked' });
  await admin(`update api_clients set status = 'active', valid_until = now() where id = 'test-client'`, []);
  expect(await visit.submit(visit.checkIn())).toEqual({ kind: 'revoked' });
  await admin(`update api_clients set valid_until = now() + interval '1 day' where id = 'test-client'`, []);
  expect(await visit.submit(visit.checkIn())).toMatchObject({ kind: 'committed' });
});

it('a lot that was recalled between the read and the append is decided anew (H5)', async () => {
  const key = { productId: 'mmr', lot: 'L1' };
  const holds = createLotHoldStore({ sequelize: stores.api, cipher: testCipher });
  const at = toInstant(Date.now());
  const recall = () => stores.api.transaction((transaction) =>
    holds.place({ scope: { area: toAreaCode('440000') }, transaction, commandId: newId(), actor: { kind: 'client', clientId: 'operator' }, by: 'S-1', at }, key, (known) => {
      const placed = placeLotHold({ ...key, id: newId(), kind: 'recall', siteId: null, areaCode: toAreaCode('440000'), since: null, by: 'S-1' }, known, at);
      if (!placed.ok) throw new Error(placed.refusal.code);
      return { ...placed, reason: '公告召回' };
    }));
  const visit = await stores.newVisit();
  const { healthCodeId } = await createHealthCodeStore({ pool: stores.open.pool, sequelize: stores.api }).issue(stores.here, visit.residentId, 'formal');
  await visit.toChecklist(healthCodeId);
  const racing = { ...stores.open.pool, call: async <T,>(name: string, ...values: unknown[]): Promise<T> => {
    if (name.startsWith('append_')) await recall();
    return stores.open.pool.call<T>(name, ...values);
  } };
  const door = createDoor({ pool: racing, cipher: testCipher, blindIndex: testBlindIndex, policies: () => policies });
  expect(await door.submit(visit.submission(visit.verify('84100400000000000078')))).toMatchObject({ kind: 'refused', refusal: { code: 'lot-recalled' } });
  expect(await createLotStore(stores.api).get(stores.here, key)).toEqual({ ...key, expiresOn: '2099-01-01', status: 'recalled' });
});

it('a list that is read is one audit row with count and a hash of the ids', async () => {
  const audit = createAuditStore(stores.open.pool);
  await audit.write({ actor: { kind: 'client', clientId: 'c' }, action: 'journeys.list', objectKind: 'journeys', outcome: 'done', ids: ['b', 'a'] });
  await audit.write({ actor: { kind: 'client', clientId: 'c' }, action: 'journeys.list', objectKind: 'journeys', outcome: 'done', ids: ['a', 'b'] });
  const rows = await stores.admin(`select count, ids_hash from audit_rows where action = 'journeys.list'`);
  expect(rows.map((row) => row.count)).toEqual([2, 2]);
  expect(rows[0]?.ids_hash).toBe(rows[1]?.ids_hash);
});
