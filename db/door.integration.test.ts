import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResidentId } from '../domain/ids.js';
import { foldEvents } from '../domain/journey/evolve.js';
import { command } from '../domain/journey/journey-fixtures.js';
import { STATE_VERSION } from '../domain/journey/state.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, TODAY, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { committed, Visit } from './door-fixtures.js';
import { newId } from './new-id.js';

let database: TestDatabase;
let open: OpenDoor;
let process_: OpenDoor;
let clinic: Clinic;
let other: Clinic;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  open = openDoor(database.urls.api);
  process_ = openDoor(database.urls.worker);
  clinic = await openClinic(database.urls, { capacity: 50 });
  other = await openClinic(database.urls, { areaCode: '440106' });
});

afterAll(async () => {
  await open.pool.end();
  await process_.pool.end();
  await database.drop();
});

const admin = <T extends object>(sql: string, values: unknown[] = []) => inScope<T & Record<string, unknown>>(database.adminUrl, null, sql, values);

async function codeOf(residentId: ResidentId): Promise<string> {
  const id = newId();
  await inScope(database.urls.api, { resident: residentId }, 'insert into health_codes (id, resident_id) values ($1, $2)', [id, residentId]);
  return id;
}

async function visit(productId?: string): Promise<Visit> {
  return new Visit(open.door, clinic, await addResident(database.urls, [clinic, other]), productId);
}

let used = 0;
const traceCode = (prefix = '8410040') => `${prefix}${String((used += 1)).padStart(13, '0')}`;

describe('a command', () => {
  it('is stored as events, state, projections, audit row and news, in two statements', async () => {
    const journey = await visit();
    const before = new Map(open.pool.counts());
    const booked = await journey.done(journey.book(clinic.slotIds[0]));
    const sent = [...open.pool.counts()].map(([name, count]) => [name, count - (before.get(name) ?? 0)]).filter(([, count]) => count !== 0);
    expect(sent).toEqual([['read_with_site_v1', 1], ['append_v1', 1]]);
    expect(booked).toMatchObject({ replayed: false, version: 1, stage: 'booked', newsVersion: 1 });
    const [row] = await admin<{ stage: string; day: string }>('select stage, day::text, version, process_over, area_code from journeys where id = $1', [journey.journeyId]);
    expect(row).toEqual({ stage: 'booked', day: TODAY(), version: 1, process_over: false, area_code: '440103' });
    expect(await admin('select action, outcome, object_id from audit_rows where object_id = $1', [journey.journeyId])).toEqual([
      { action: 'journey.book', outcome: 'done', object_id: journey.journeyId },
    ]);
    expect(await admin('select version, sent_at from news where id = $1', [journey.journeyId])).toEqual([{ version: 1, sent_at: null }]);
    expect(await admin('select why from resident_access where resident_id = $1 and site_id = $2', [journey.residentId, clinic.siteId])).toEqual([{ why: 'booking' }]);
  });

  it('keeps log = fold = state through a whole visit', async () => {
    const journey = await visit();
    await journey.toChecklist(await codeOf(journey.residentId));
    await journey.done(journey.verify(traceCode()), { evidence: [{ id: newId(), purpose: 'checklist', content: { ok: true } }], notes: [{ id: newId(), text: '说明' }] });
    const given = await journey.done(journey.recordDose());
    expect(given.stage).toBe('observing');
    const [row] = await admin<{ state: object; version: number }>('select state, version from journeys where id = $1', [journey.journeyId]);
    const log = await open.pool.call<StoredEvent[]>('read_log_v1', { scope: { site: clinic.siteId }, journeyId: journey.journeyId });
    expect(foldEvents(journey.journeyId, log.map((event) => upcast(event)))).toEqual(row?.state);
    expect(given.state).toEqual(row?.state);
    expect(await admin('select status, upload_state, source, lot from doses where journey_id = $1', [journey.journeyId])).toEqual([
      { status: 'given', upload_state: 'pending', source: 'journey', lot: 'L1' },
    ]);
    expect(await admin('select state, version from archives where resident_id = $1', [journey.residentId])).toEqual([{ state: 'creating', version: 2 }]);
    expect(await admin('select state from dose_claims where resident_id = $1', [journey.residentId])).toEqual([{ state: 'given' }]);
  });

  it('that is refused leaves one audit row and nothing else, and is decided anew', async () => {
    const journey = await visit();
    await journey.done(journey.book(clinic.slotIds[2])); // tomorrow
    const submission = journey.submission(journey.checkIn());
    expect(await journey.door.submit(submission)).toMatchObject({ kind: 'refused', refusal: { code: 'wrong-day' }, version: 1, stage: 'booked' });
    expect(await admin('select outcome, code from audit_rows where object_id = $1 order by id', [journey.journeyId])).toEqual([
      { outcome: 'done', code: null },
      { outcome: 'refused', code: 'wrong-day' },
    ]);
    expect(await admin('select 1 from command_keys where key = $1', [submission.key.key])).toEqual([]);
    await journey.done(command('reschedule', { slotId: clinic.slotIds[1] }));
    expect(await journey.door.submit(submission)).toMatchObject({ kind: 'committed', stage: 'arrived' });
  });

  it('on a journey, resident or site of others is unknown', async () => {
    const journey = await visit();
    await journey.done(journey.book(clinic.slotIds[0]));
    expect(await journey.submit(journey.checkIn(), { scope: { site: other.siteId } })).toEqual({ kind: 'unknown' });
    expect(await journey.submit(journey.checkIn(), { scope: {} })).toEqual({ kind: 'unknown' });
    const stranger = new Visit(open.door, other, await addResident(database.urls, [clinic]));
    expect(await stranger.submit(stranger.walkIn())).toEqual({ kind: 'unknown' });
    const elsewhere = await visit();
    expect(await elsewhere.submit(elsewhere.book(clinic.slotIds[0]), { scope: { site: other.siteId } })).toEqual({ kind: 'unknown' });
  });

  it('of a channel reaches only the resident that it acts for, at any site', async () => {
    const journey = await visit();
    const scope = { resident: journey.residentId };
    await journey.done(journey.book(clinic.slotIds[0]), { scope });
    await journey.done(command('cancel'), { scope });
    const stranger = await visit();
    expect(await stranger.submit(stranger.book(clinic.slotIds[0]), { scope })).toEqual({ kind: 'unknown' });
  });

  it('is not decided on a state that a newer release wrote, and folds one that an older release wrote', async () => {
    const journey = await visit();
    await journey.done(journey.book(clinic.slotIds[0]));
    await admin('update journeys set state_version = 99 where id = $1', [journey.journeyId]);
    expect(await journey.submit(journey.checkIn())).toEqual({ kind: 'newer-state' });
    await admin(`update journeys set state_version = 0, state = '{"old": true}' where id = $1`, [journey.journeyId]);
    expect(await journey.submit(journey.checkIn())).toMatchObject({ kind: 'committed', stage: 'arrived', state: { stateVersion: STATE_VERSION, arrived: true } });
  });

  it('encrypts its evidence and notes in the process', async () => {
    const journey = await visit();
    const [evidenceId, noteId] = [newId<'evidence'>(), newId<'note'>()];
    await journey.done(journey.walkIn(), { evidence: [{ id: evidenceId, purpose: 'precheck', content: { fever: '38.5 度' } }], notes: [{ id: noteId, text: '家长口述' }] });
    const [kept] = await admin<{ content_enc: Buffer }>('select content_enc from evidence where id = $1', [evidenceId]);
    expect(kept?.content_enc.includes(Buffer.from('38.5'))).toBe(false);
    expect(await admin('select purpose, resident_id from notes where id = $1', [noteId])).toEqual([{ purpose: 'reason', resident_id: journey.residentId }]);
  });
});

describe('an idempotency key', () => {
  it('with the same body gives the first answer again, also after the state moved', async () => {
    const journey = await visit();
    const submission = journey.submission(journey.book(clinic.slotIds[0]), { toAnswer: (done) => ({ mine: done.version }) });
    const first = committed(await open.door.submit(submission));
    await journey.done(journey.checkIn());
    const again = committed(await open.door.submit({ ...submission, commandId: newId() }));
    expect(again).toMatchObject({ replayed: true, version: 1, stage: 'booked', answer: { mine: 1 }, state: { arrived: true } });
    expect(first.answer).toEqual(again.answer);
  });

  it('with another body is refused', async () => {
    const journey = await visit();
    const submission = journey.submission(journey.book(clinic.slotIds[0]));
    committed(await open.door.submit(submission));
    expect(await open.door.submit({ ...submission, key: { ...submission.key, bodyHash: 'other' } })).toEqual({ kind: 'other-body' });
  });

  it('used twice at once has one effect and one answer (H6)', async () => {
    for (let round = 0; round < 5; round += 1) {
      const journey = await visit();
      const submission = journey.submission(journey.book(clinic.slotIds[0]));
      const answers = await Promise.all(Array.from({ length: 4 }, () => open.door.submit({ ...submission, commandId: newId() })));
      expect(answers.map((answer) => committed(answer).replayed).sort()).toEqual([false, true, true, true]);
      expect(await admin('select count(*)::int as n from journey_events where journey_id = $1', [journey.journeyId])).toEqual([{ n: 1 }]);
    }
  });

  it('used twice at once with different bodies gives one of them a refusal', async () => {
    const journey = await visit();
    const submission = journey.submission(journey.book(clinic.slotIds[0]));
    const both = await Promise.all(['a', 'b'].map((bodyHash) => open.door.submit({ ...submission, key: { ...submission.key, bodyHash } })));
    expect(both.map((result) => result.kind).sort()).toEqual(['committed', 'other-body']);
  });
});

describe('a finding', () => {
  it('is recorded in the scope of its journey, gives the view on a repeat, and is no news to its own workflow', async () => {
    const journey = await visit();
    const { state } = await journey.done(journey.walkIn());
    const worker = new Visit(process_.door, clinic, journey.residentId);
    Object.assign(worker, { journeyId: journey.journeyId });
    const finding = { type: 'foundArchive', data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } } as const;
    const first = committed(await worker.find(finding, 'look-up:1'));
    expect(first).toMatchObject({ replayed: false, newsVersion: null, view: { lookUp: null } });
    expect(committed(await worker.find(finding, 'look-up:1'))).toMatchObject({ replayed: true, view: { lookUp: null } });
    expect(await worker.find(finding, 'look-up:2')).toMatchObject({ kind: 'refused', refusal: { code: 'finding-too-late' } });
    expect(await admin('select version from news where id = $1', [journey.journeyId])).toEqual([{ version: 1 }]);
  });
});
