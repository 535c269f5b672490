import { command } from '../domain/journey/journey-fixtures.js';
import { STATE_VERSION } from '../domain/journey/state.js';
import { newId } from '../db/new-id.js';
import { ClinicUnderTest } from '../worker/clinic-fixtures.js';
import type { ClinicVisit } from '../worker/clinic-visit-fixtures.js';
import { brokenInvariants } from '../worker/invariants-fixtures.js';
import { pause } from '../workflows/workflow-environment-fixtures.js';
import type { Child } from './child-process.js';
import { openNamespace, type Namespace } from './namespace.js';
import { NextRelease } from './next-release.js';
import { RemoteDesk } from './remote-desk.js';
import { startWorkerProcess } from './worker-process.js';

let engine: Namespace;
let clinic: ClinicUnderTest;
let running: { stop: () => Promise<void> }[] = [];
let next: NextRelease;
beforeAll(async () => {
  engine = await openNamespace(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.openWithoutWorker(engine.client, process.env.TEST_ADMIN_URL);
  clinic.relay.start();
}, 120_000);
afterEach(async () => {
  await Promise.all(running.map((process) => process.stop()));
  running = [];
  await next.remove();
});
afterAll(async () => {
  await clinic?.close();
  await engine?.close();
});

async function startWorker(release?: NextRelease): Promise<Child> {
  const worker = await startWorkerProcess(clinic, engine, release);
  running.push(worker);
  return worker;
}

/** The next workflow task goes to whichever worker asks first, which has to replay the whole history. */
async function toAnyWorker({ handle: { workflowId } }: ClinicVisit): Promise<void> {
  await engine.client.workflowService.resetStickyTaskQueue({ namespace: engine.namespace, execution: { workflowId } });
}

/** Which workers carried out workflow tasks, and why any failed. */
async function workflowTasks({ handle }: ClinicVisit): Promise<{ workers: Set<string>; failed: string[] }> {
  const events = (await handle.fetchHistory()).events ?? [];
  const workers = events.flatMap(({ workflowTaskCompletedEventAttributes: done }) => done?.identity ?? []);
  const failed = events.flatMap(({ workflowTaskFailedEventAttributes: task }) => (task ? [task.failure?.message ?? 'failed'] : []));
  return { workers: new Set(workers), failed };
}

/** A step that was refused while processes started, which a busy machine draws out, waits up to a minute for its next attempt. */
const BACK_OFF_MS = 75_000;

const down = (path: string) => clinic.registry('faults', { kind: 'down', how: 'unavailable', path });

it('code that knows one step more runs beside the old on one journey, forth and back, as long as no view asks for that step', async () => {
  next = await NextRelease.make([
    { file: 'domain/journey/process-view.ts', from: 'return { ...asked,', to: 'return { ...asked, ...{ nextDose: null },' },
    {
      file: 'workflows/vaccination-journey.ts',
      from: '    ...at(view.recordFinalAt,',
      to: `    ...effect('proposeNextDose', (view as { nextDose?: number | null }).nextDose ?? null, (contentVersion) => sms.sendResultNotice({ journeyId, contentVersion })),\n    ...at(view.recordFinalAt,`,
    },
  ]);
  const visit = await clinic.visit(1);
  const old = await startWorker();
  await visit.book();
  await visit.checkIn();
  await visit.until((view) => view.lookUp === null);

  await down('/gdips/v1/archives/create');
  const young = await startWorker(next);
  for (const step of [() => visit.prepare(), () => visit.say(command('planDose', { dose: { plannedDoseId: newId<'planned-dose'>(), productId: 'hepb-10', doseNumber: 1 } }))]) {
    await toAnyWorker(visit);
    await step();
  }
  await old.stop();
  await clinic.mendRegistry();
  await toAnyWorker(visit);
  await visit.until((view) => view.createArchive === null, BACK_OFF_MS);

  await down('/gdips/v1/doses');
  const [, unwanted] = (await visit.until(() => true)).doses;
  await visit.say(command('notGiven', { plannedDoseId: unwanted!.plannedDoseId }));
  await visit.vaccinate();
  const again = await startWorker();
  await toAnyWorker(visit);
  await visit.until((view) => view.observeUntil === null);
  await young.stop();
  await clinic.mendRegistry();
  await visit.finish(BACK_OFF_MS);
  const { workers, failed } = await workflowTasks(visit);
  expect(failed).toEqual([]);
  expect([old, young, again].map(({ pid }) => workers.has(`journeys@${pid}`))).toEqual([true, true, true]);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
}, 240_000);

it('a state that a newer release wrote is never decided on by the older one, neither at the desk nor by a worker', async () => {
  next = await NextRelease.make([{ file: 'domain/journey/state.ts', from: `STATE_VERSION = ${STATE_VERSION};`, to: `STATE_VERSION = ${STATE_VERSION + 1};` }]);
  await clinic.rows(`create table older_writes (journey_id uuid)`);
  await clinic.rows(`create function note_older_write() returns trigger language plpgsql security definer as $$
    begin insert into public.older_writes values (new.id); return new; end $$`);
  await clinic.rows('create trigger older_write after update on journeys for each row when (new.state_version < old.state_version) execute function note_older_write()');
  const stored = async () => (await clinic.rows('select version, state_version from journeys where id = $1', [visit.journeyId]))[0];
  const [newDesk, newWorker] = await Promise.all([RemoteDesk.start(clinic.database.urls.api, next.tree), startWorker(next)]);
  running.push(newDesk);
  const visit = await clinic.visit(2, newDesk);
  await visit.say(visit.visit.walkIn(), clinic.desk);
  await visit.until((view) => view.lookUp === null);
  expect(await stored()).toEqual({ version: 2, state_version: STATE_VERSION + 1 });
  expect(await clinic.desk.submit(visit.visit.submission(visit.visit.identify(visit.visit.residentId)))).toEqual({ kind: 'newer-state' });

  await newWorker.stop();
  const oldWorker = await startWorker();
  await visit.prepare();
  await pause(1_000);
  const waiting = await stored();
  expect(await visit.until(() => true)).toMatchObject({ archive: { decision: 'create', settled: false } });
  expect((await clinic.registry('archives')).byKey).not.toHaveProperty(`${visit.journeyId}:-:create-archive:1`);

  await startWorker(next);
  expect(await stored()).toEqual(waiting);
  await visit.vaccinate();
  await oldWorker.stop();
  await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null, 60_000);
  await visit.release();
  await visit.until((view) => view.over);
  expect((await workflowTasks(visit)).failed).toEqual([]);
  expect(await clinic.rows('select journey_id from older_writes')).toEqual([]);
  expect(await stored()).toMatchObject({ state_version: STATE_VERSION + 1 });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
}, 180_000);
