import { spawnSync } from 'node:child_process';
import { createTemporalClient } from '../api/temporal-client.js';
import { createDoor } from '../db/door.js';
import type { Statements } from '../db/pool.js';
import { projectRoot } from '../dev/folders.js';
import { policies } from '../domain/journey/journey-fixtures.js';
import { toInstant, type Instant } from '../domain/time.js';
import { ClinicUnderTest } from '../worker/clinic-fixtures.js';
import type { ClinicVisit } from '../worker/clinic-visit-fixtures.js';
import { brokenInvariants } from '../worker/invariants-fixtures.js';
import { pause, testDataConverter } from '../workflows/workflow-environment-fixtures.js';
import type { Child } from './child-process.js';
import { OwnTemporal } from './own-temporal.js';
import { startWorkerProcess } from './worker-process.js';

let temporal: OwnTemporal;
let clinic: ClinicUnderTest;
let worker: Child;
beforeAll(async () => {
  temporal = await OwnTemporal.start();
  const client = createTemporalClient({ ...temporal, address: temporal.address, dataConverter: testDataConverter });
  clinic = await ClinicUnderTest.openWithoutWorker(client, process.env.TEST_ADMIN_URL);
  worker = await startWorkerProcess(clinic, temporal);
  clinic.relay.start();
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await clinic?.close();
  await clinic?.client.connection.close();
  await temporal?.remove();
});

/** How often requests of these visits came to the registry: the number of its doses, by how often each was sent. */
async function requests(...visits: ClinicVisit[]): Promise<number[]> {
  const { doses } = (await clinic.registry('doses')) as { doses: { key: string; requests: number }[] };
  return doses.filter(({ key }) => visits.some(({ journeyId }) => key.startsWith(journeyId))).map((dose) => dose.requests);
}

it('the engine is away for a whole journey: the desk goes on, and automation catches up', async () => {
  const [begun, whole] = [await clinic.visit(1), await clinic.visit(2)];
  await begun.book();
  await begun.checkIn();
  await begun.until((view) => view.lookUp === null);
  await temporal.stop();
  await whole.walkIn();
  await whole.give({ historyFrom: 'certificate' });
  await begun.give();
  await pause(450); // the observation of these clocks
  for (const visit of [whole, begun]) await visit.release();
  expect(await requests(begun, whole)).toEqual([]);
  expect(await clinic.rows('select 1 from news')).toHaveLength(2);

  await temporal.start();
  for (const visit of [whole, begun]) expect(await visit.until((view) => view.over, 40_000)).toMatchObject({ closed: true, cases: [], notice: { outcome: 'sent' } });
  expect(await requests(begun, whole)).toEqual([1, 1]);
  expect(worker.process.exitCode).toBeNull();
  expect(await brokenInvariants(clinic, [begun, whole])).toEqual([]);
}, 120_000);

/** A door whose clock is behind, so that what it decides now was decided then. */
function behind(pool: Statements, ms: number): Statements {
  const call = async <T,>(name: string, ...values: unknown[]): Promise<T> => {
    const answer = await pool.call<T>(name, ...values);
    return /^read_(v2|with_)/.test(name) ? { ...answer, now: (answer as { now: Instant }).now - ms } : answer;
  };
  return { ...pool, call };
}

it("the engine's store is lost in minute 29 of an observation: nothing is sent twice, and the half hour does not begin again", async () => {
  const minute29 = policies.clocks.observationMs - 12_000;
  clinic.clocks = policies.clocks; // the real ones
  const desk = createDoor({ pool: behind(clinic.deskPool, minute29), ...clinic.rules });
  const [told, owed] = [await clinic.visit(3, desk), await clinic.visit(4, desk)];
  for (const visit of [told, owed]) {
    await visit.walkIn();
    await visit.until((view) => view.lookUp === null);
    await visit.prepare();
    await visit.until((view) => view.createArchive === null);
  }
  await told.vaccinate(undefined, toInstant(Date.now() - minute29 - 1_000));
  await told.until((view) => view.uploads.length === 0 && view.notice === null);
  await clinic.registry('faults', { kind: 'drop-answer', path: '/gdips/v1/doses', count: 1 });
  await clinic.registry('faults', { kind: 'down', how: 'unavailable', path: '/gdips/v1/requests' });
  await owed.vaccinate(undefined, toInstant(Date.now() - minute29 - 1_000));
  await owed.until((_, { doses }) => doses[0]?.given?.upload === 'sent');
  const until = (await told.until(() => true)).observation?.until ?? 0;

  await worker.kill();
  await temporal.lose();
  expect(await clinic.rows('select 1 from news')).toEqual([]); // nothing is left that would start them again
  await temporal.start();
  await clinic.mendRegistry();
  worker = await startWorkerProcess(clinic, temporal);
  const rebuilt = spawnSync(process.execPath, ['--import', 'tsx', 'tools/rebuild-workflows.ts', '--json'], {
    cwd: projectRoot, env: { PATH: process.env.PATH, RELAY_DATABASE_URL: clinic.database.urls.relay }, encoding: 'utf8',
  });
  expect(JSON.parse(rebuilt.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ ok: true, figures: { journeys: 2 } });
  const backAt = Date.now();

  for (const visit of [told, owed]) await visit.until((view) => view.observeUntil === null && view.notice === null, 40_000);
  const [ended] = await clinic.rows<{ at: Date }>(`select at from journey_events where journey_id = $1 and type = 'observationElapsed'`, [told.journeyId]);
  expect(ended?.at.getTime()).toBeGreaterThanOrEqual(until);
  expect(ended?.at.getTime()).toBeLessThan(Math.max(until, backAt) + 30_000); // minutes before another half hour
  expect((await told.until(() => true)).observation).toEqual({ until, elapsed: true });
  for (const visit of [told, owed]) {
    await visit.release(clinic.desk);
    await visit.until((view) => view.over);
  }
  expect(await requests(told, owed)).toEqual([1, 1]);
  expect(await brokenInvariants(clinic, [told, owed])).toEqual([]);
}, 180_000);
