import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { ClinicUnderTest } from './clinic-fixtures.js';
import { brokenInvariants } from './invariants-fixtures.js';
import { ensureSchedules } from './schedules.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  clinic.relay.start();
  await ensureSchedules(clinic.client);
});
afterAll(async () => {
  for (const id of ['nightly-look', 'deadline-look']) await clinic?.client.schedule.getHandle(id).delete();
  await clinic?.close();
  await env?.teardown();
});

/** Runs a schedule now, and waits until what it started has ended. */
async function look(scheduleId: string): Promise<void> {
  const schedule = clinic.client.schedule.getHandle(scheduleId);
  const before = (await schedule.describe()).info.recentActions.length;
  await schedule.trigger();
  for (const until = Date.now() + 20_000; ; await pause(100)) {
    const { info } = await schedule.describe();
    if (info.recentActions.length > before && info.runningActions.length === 0) return;
    if (Date.now() > until) throw new Error(`${scheduleId} did not end`);
  }
}

it('are made once, and stay as an operator has left them', async () => {
  const handle = clinic.client.schedule.getHandle('nightly-look');
  await handle.pause('maintenance');
  await ensureSchedules(clinic.client);
  expect((await handle.describe()).state).toMatchObject({ paused: true, note: 'maintenance' });
  await handle.unpause();
});

it('bring back the workflow of a journey that somebody has terminated, and leave those alone that run', async () => {
  const [visit, other] = [await clinic.visit(1), await clinic.visit(2)];
  for (const one of [visit, other]) await one.walkIn();
  for (const one of [visit, other]) await one.until((view) => view.lookUp === null);
  visit.news = () => undefined;
  await visit.give();
  await clinic.rows(`delete from news where id = $1`, [visit.journeyId]); // as if its workflow had read them, and was lost with what it knew
  await visit.handle.terminate('lost').catch(() => undefined);
  const running = (await other.handle.describe()).runId;
  await pause(1_500); // the engine's list is behind by that much at most
  await look('nightly-look');
  await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null);
  await visit.release();
  await visit.until((view) => view.over);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  expect((await other.handle.describe()).runId).toBe(running);
});

it('notice a booking of a day that is over, where its workflow did not', async () => {
  const visit = await clinic.visit(3);
  visit.news = () => undefined;
  await visit.book();
  await clinic.rows(`delete from news where id = $1`, [visit.journeyId]);
  await clinic.rows(`update journeys set day = day - 2, state = jsonb_set(state, '{noShowAt}', to_jsonb(1)) where id = $1`, [visit.journeyId]);
  await look('deadline-look');
  expect(await visit.until((_, { end }) => end !== null)).toMatchObject({ end: 'no-show' });
});
