import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { command } from '../domain/journey/journey-fixtures.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, TODAY, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { committed, Visit } from './door-fixtures.js';
import { noticeNamespace } from './engine-store.js';
import { createLiveCursor } from './live-cursor.js';
import { createNewsStore, type NewsStore } from './news-store.js';
import { newId } from './new-id.js';
import { createPool, type Statements } from './pool.js';
import { createViewStore } from './view-store.js';

let database: TestDatabase;
let open: OpenDoor;
let clinic: Clinic;
let relay: Statements;
let worker: Statements;
let news: NewsStore;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  open = openDoor(database.urls.api);
  [relay, worker] = [createPool({ url: database.urls.relay }), createPool({ url: database.urls.worker })];
  news = createNewsStore(relay);
  clinic = await openClinic(database.urls, { capacity: 100 });
});

afterAll(async () => {
  await Promise.all([open.pool.end(), relay.end(), worker.end()]);
  await database.drop();
});

beforeEach(() => admin('truncate news, news_progress'));

const admin = (sql: string, values: unknown[] = []) => inScope(database.adminUrl, null, sql, values);
const due = () => admin(`update news set send_after = now() - interval '1 second'`);
const take = (limit = 10) => news.takeDue({ processes: ['vaccinationJourney'], today: TODAY(), limit, leaseMs: 60_000 });

async function booked(slot = 0): Promise<Visit> {
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  await visit.done(visit.book(clinic.slotIds[slot]));
  return visit;
}

it('leaves fresh news to whoever committed it, then gives it to one relay only', async () => {
  await Promise.all([booked(), booked(), booked()]);
  expect(await take()).toEqual([]);
  await due();
  const both = await Promise.all([take(2), take(2)]);
  expect(both.flat()).toHaveLength(3);
  expect(new Set(both.flat().map((row) => row.id)).size).toBe(3);
  expect(await take()).toEqual([]);
});

it("takes today's desks first, then by day", async () => {
  const tomorrow = await booked(2);
  const today = await booked(0);
  await due();
  expect((await take(1)).map((row) => row.id)).toEqual([today.journeyId]);
  expect((await take()).map((row) => row.id)).toEqual([tomorrow.journeyId]);
});

it('is left alone by a release that does not know its kind', async () => {
  await booked();
  await admin(`update news set process = 'laterKind', send_after = now() - interval '1 second'`);
  expect(await take()).toEqual([]);
});

it('sends again with back-off what the engine has accepted and nobody has read', async () => {
  const visit = await booked();
  await due();
  const [row] = await take();
  await news.markSent(row ? [row] : []);
  const [sent] = await admin('select attempts, sent_at is not null as sent, send_after > now() as later from news where id = $1', [visit.journeyId]);
  expect(sent).toEqual({ attempts: 1, sent: true, later: true });
  expect(await news.backlog()).toEqual({ unsent: 0, oldestUnsentMs: null });
});

it('is taken away by the reading of the workflow, but not when a newer version came', async () => {
  const visit = await booked();
  const views = createViewStore(worker);
  expect(await views.readState(visit.journeyId)).toMatchObject({ version: 1 });
  expect(await admin('select version from news')).toHaveLength(1);
  expect(await views.readView(visit.journeyId)).toMatchObject({ version: 1, siteId: clinic.siteId, view: { over: false } });
  expect(await admin('select version from news')).toEqual([]);
  await visit.done(visit.checkIn());
  await admin('update news set version = 99');
  await views.readView(visit.journeyId);
  expect(await admin('select version from news')).toEqual([{ version: 99 }]);
  expect(await views.readView(newId())).toBeNull();
});

it('is not marked as sent when a newer version came meanwhile', async () => {
  const visit = await booked();
  await due();
  const taken = await take();
  await visit.done(visit.checkIn());
  await news.markSent(taken);
  expect(await admin('select version, sent_at, attempts from news')).toEqual([{ version: 2, sent_at: null, attempts: 0 }]);
});

it('of one workflow lies unread while later news of others is read: a fault of that one', async () => {
  const [stuck, well] = [await booked(), await booked()];
  await admin(`update news set sent_at = now() - interval '30 seconds' where id = $1`, [stuck.journeyId]);
  expect(await news.findUnread({ afterMs: 15_000, limit: 10 })).toEqual([]);
  await admin(`update news set sent_at = now() - interval '10 seconds' where id = $1`, [well.journeyId]);
  await createViewStore(worker).readView(well.journeyId);
  expect((await news.findUnread({ afterMs: 15_000, limit: 10 })).map((row) => row.id)).toEqual([stuck.journeyId]);
});

it('of any kind is taken away up to the version that was read, and no further', async () => {
  const id = newId();
  await worker.call('put_news_v1', { process: 'otherKind', id, version: 3, day: TODAY(), sendAfterMs: 0 });
  await worker.call('take_news_v1', 'otherKind', id, 2);
  expect(await admin('select version from news')).toEqual([{ version: 3 }]);
  await worker.call('take_news_v1', 'otherKind', id, 3);
  expect(await admin('select version from news')).toEqual([]);
  expect(await admin('select process from news_progress')).toEqual([{ process: 'otherKind' }]);
});

it('is put again for each view that is not over when the engine was lost', async () => {
  const [on, off] = [await booked(), await booked()];
  await off.done(command('cancel'));
  await admin('truncate news');
  expect(await news.requeueOpenViews()).toBeGreaterThanOrEqual(1);
  const ids = (await admin('select id from news')).map((row) => row.id);
  expect([ids.includes(on.journeyId), ids.includes(off.journeyId)]).toEqual([true, false]);
});

it('counts what waits', async () => {
  await Promise.all([booked(), booked()]);
  await due();
  expect(await news.backlog()).toMatchObject({ unsent: 2 });
  expect((await news.backlog()).oldestUnsentMs).toBeGreaterThan(500);
});

it('keeps idempotency keys for 35 days whatever is asked', async () => {
  const before = await admin('select count(*)::int as n from command_keys');
  expect(await news.purgeCommandKeys()).toBe(0);
  await admin(`update command_keys set at = now() - interval '36 days' where key in (select key from command_keys limit 1)`);
  expect(await news.purgeCommandKeys()).toBe(1);
  expect(before[0]?.n).toBeGreaterThan(1);
});

it('knows an engine that lost its memory by the id of its namespace, and tells one process', async () => {
  expect(await noticeNamespace(relay, 'miaocheng', 'a')).toBe(false);
  expect(await noticeNamespace(relay, 'miaocheng', 'a')).toBe(false);
  expect((await Promise.all([1, 2, 3].map(() => noticeNamespace(relay, 'miaocheng', 'b')))).filter(Boolean)).toHaveLength(1);
});

it('reads changes by cursor and misses none, whatever order writers commit in', async () => {
  const cursor = createLiveCursor(open.pool);
  await cursor.poll();
  const seen = new Map<string, number>();
  const follow = async () => {
    for (const change of await cursor.poll()) seen.set(`${change.resource}/${change.id}`, (seen.get(`${change.resource}/${change.id}`) ?? 0) + 1);
  };
  const slow = async (ms: number) => {
    const id = newId();
    await inScope(
      database.urls.api,
      { site: clinic.siteId },
      `with made as (insert into cases (id, kind, journey_id, resident_id, site_id, area_code, opened_at, due_at) values ($1, 'software-fault', $1, $1, $2, '440103', now(), now()))
       select pg_sleep($3)`,
      [id, clinic.siteId, ms / 1_000],
    );
    return `cases/${id}`;
  };
  let writing = true;
  const following = (async () => {
    while (writing) await follow();
  })();
  const cases = await Promise.all(Array.from({ length: 24 }, (_, n) => slow((n * 37) % 200)));
  const journeys = (await Promise.all([booked(), booked(), booked()])).map((visit) => `journeys/${visit.journeyId}`);
  writing = false;
  await following;
  const missed = () => [...cases, ...journeys].filter((key) => !seen.has(key));
  // Other databases of the same server hold the horizon back for as long as they write: a migration next door takes seconds.
  for (const patience = performance.now() + 20_000; missed().length > 0 && performance.now() < patience; await pause(20)) await follow();
  expect(missed()).toEqual([]);
  expect([...cases, ...journeys].filter((key) => seen.get(key) !== 1)).toEqual([]);
});

it('a finding of the process of another workflow is news to the journey', async () => {
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  const { state } = await visit.done(visit.walkIn());
  await admin('truncate news');
  const finding = { type: 'foundArchive', data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } } as const;
  const { recordedBy: _, ...submission } = visit.submission(finding, { actor: { kind: 'process' }, scope: { ofJourney: true }, key: { owner: 'process', key: newId(), bodyHash: null } });
  expect(committed(await open.door.submit(submission)).newsVersion).toBe(2);
});
