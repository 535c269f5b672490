import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { inScope } from '../db/database-fixtures.js';
import { ClinicUnderTest, type ClinicVisit } from './clinic-fixtures.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
});
afterAll(async () => {
  await clinic?.close();
  await env?.teardown();
});

const registry = (path: string, body?: object) => clinic.control(clinic.registryUrl, path, body);
const keysHeld = async (): Promise<string[]> => Object.keys((await registry('doses')).byKey as Record<string, number>);
const rows = <T extends object>(sql: string, values: unknown[]) => inScope<T & Record<string, unknown>>(clinic.database.adminUrl, null, sql, values);

/** Waits for upload, notice and observation, lets the resident go and sees the workflow end. */
async function finish(visit: ClinicVisit): Promise<void> {
  await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null);
  await visit.release();
  await visit.handle.result();
}

it('carries a booking to its end: one archive, one dose, one notice, no news left unread', async () => {
  const visit = await clinic.visit(1);
  await visit.book();
  await visit.checkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await finish(visit);
  const { journeyId, plannedDoseId } = visit.visit;
  const state = await visit.until((view) => view.over);
  expect(state.closed).toBe(true);
  expect(state.cases).toEqual([]);
  expect(await keysHeld()).toContain(`${journeyId}:${plannedDoseId}:upload:1`);
  expect(await rows('select state, attempts, channel from notices where journey_id = $1', [journeyId])).toEqual([{ state: 'sent', attempts: 1, channel: 'sms' }]);
  expect(await rows('select state, registry from archives where resident_id = $1', [visit.visit.residentId])).toEqual([{ state: 'known', registry: 'registry-guangdong' }]);
  expect(await rows('select 1 from news where id = $1', [journeyId])).toEqual([]);
  const { raw } = await visit.handle.describe();
  const { events } = await visit.handle.fetchHistory();
  // Limits of the plain journey: 80 events, 20 KB, and the workflow tasks measured (10) + 2.
  expect(events?.length).toBeLessThanOrEqual(80);
  expect(Number(raw.workflowExecutionInfo?.historySizeBytes)).toBeLessThanOrEqual(20_480);
  expect(events?.filter((event) => event.workflowTaskCompletedEventAttributes).length).toBeLessThanOrEqual(12);
  expect(JSON.stringify(events)).not.toMatch(/测试1|138000000/);
});

it('goes on from the certificate while the registry is away, and settles, uploads and tells when it is back', async () => {
  const visit = await clinic.visit(2);
  await registry('faults', { kind: 'down', how: 'unavailable' });
  await visit.walkIn();
  await visit.give({ historyFrom: 'certificate' });
  await visit.until((_, state) => state.archive?.decision === 'provisional');
  await pause(1_000);
  const [step] = await rows<{ step: string; error_code: string; attempt: number }>('select step, error_code, attempt from journey_steps where journey_id = $1', [visit.visit.journeyId]);
  expect(step).toMatchObject({ step: 'lookUpArchive', error_code: 'server-error' });
  await fetch(`${clinic.registryUrl}/control/faults`, { method: 'DELETE' });
  await finish(visit);
  expect(await rows('select 1 from journey_steps where journey_id = $1', [visit.visit.journeyId])).toEqual([]);
  expect((await visit.until((view) => view.over)).archive).toMatchObject({ decision: 'create', settled: true });
});

it('uploads once what the registry took without an answer', async () => {
  const visit = await clinic.visit(3);
  await registry('faults', { kind: 'drop-answer', path: '/gdips/v1/doses', count: 1 });
  await registry('faults', { kind: 'drop-answer', path: '/gdips/v1/archives/create', count: 1 });
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await finish(visit);
  const { doubles, byKey } = (await registry('doses')) as { doubles: unknown[]; byKey: Record<string, number> };
  expect(doubles).toEqual([]);
  expect(byKey[`${visit.visit.journeyId}:${visit.visit.plannedDoseId}:upload:1`]).toBe(1);
  expect((await registry('archives')).doubles).toEqual([]);
  const types = (await rows<{ type: string }>('select type from journey_events where journey_id = $1 order by version', [visit.visit.journeyId])).map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('upload'))).toEqual(['uploadSent', 'uploadConfirmed']);
});

it('tells nobody without a phone, which is no error', async () => {
  const visit = await clinic.visit(4);
  await rows('update residents set phone_enc = null where id = $1', [visit.visit.residentId]);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await finish(visit);
  expect((await visit.until((view) => view.over)).notice?.outcome).toBe('no-phone');
});
