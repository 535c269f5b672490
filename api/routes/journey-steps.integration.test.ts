import { setTimeout as wait } from 'node:timers/promises';
import type { StepLogEntry } from '../../contracts/beside-the-log.js';
import { COMMAND_EXAMPLES } from '../../contracts/journey-commands.js';
import type { RetriedStep } from '../../contracts/journey-steps.js';
import type { Journey } from '../../contracts/journeys.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../../workflows/workflow-environment-fixtures.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { startWorker, type WorkerUnderTest } from '../worker-fixtures.js';

const LOOK_UP = 'lookUpArchive';
const why = (step = LOOK_UP, staffId = 'S-1') => ({ staffId, step, reason: '登记系统正在核对' });

let env: WorkflowEnvironment;
let api: ApiUnderTest;
let worker: WorkerUnderTest;
let lead: SignedIn;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  api = await ApiUnderTest.open(process.env, { loops: true, env: { TEMPORAL_NAMESPACE: env.namespace, POLICY_CLOCKS: 'clocks-test', TEMPORAL_UI_URL: 'http://127.0.0.1:8233/' } });
  worker = await startWorker(api, env);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
});
afterAll(async () => {
  await worker?.stop();
  await api?.close();
  await env?.teardown();
});
afterEach(() => mend());

const fail = () => fetch(`${worker.registryUrl}/control/faults`, { method: 'POST', body: JSON.stringify({ kind: 'down', how: 'unavailable' }) });
const mend = () => fetch(`${worker.registryUrl}/control/faults`, { method: 'DELETE' });

async function until<T>(what: string, read: () => Promise<T>, holds: (seen: T) => boolean, withinMs = 20_000): Promise<T> {
  for (const end = Date.now() + withinMs; ; await wait(50)) {
    const seen = await read();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
  }
}

const journeyOf = ({ journeyId }: Line) => getAs<Journey>(api.a, `/v1/journeys/${journeyId}`);
const at = ({ journeyId }: Line, verb: string) => `/v1/journeys/${journeyId}/steps/${verb}`;
const list = async (flag: string) => (await getAs<{ data: { id: string; flags: string[]; retrying: RetriedStep[] }[] }>(api.a, `/v1/journeys?siteId=${api.siteA.siteId}&flag=${flag}`)).data;
const attemptOf = async (line: Line) => (await journeyOf(line)).retrying[0]?.attempt ?? 0;

/** A visit whose look-up has failed often enough to be seen. */
async function retried(attempts = 3): Promise<Line> {
  await fail();
  const line = await Line.open(api);
  await until('is tried again', () => journeyOf(line), ({ retrying }) => (retrying[0]?.attempt ?? 0) >= attempts);
  return line;
}

it('holds a step at the engine and in the list until somebody lets it go on, which it does at once', async () => {
  const line = await retried();
  const paused = await postAs<RetriedStep>(api.a, at(line, 'pause'), why());
  expect(paused).toMatchObject({ step: LOOK_UP, errorCode: 'server-error', pausedAt: expect.stringMatching(/Z$/) });
  const [pending] = (await env.client.workflow.getHandle(`journey/${line.journeyId}`).describe()).raw.pendingActivities ?? [];
  expect(pending).toMatchObject({ paused: true });
  await mend();
  await wait(4_000); // longer than the next try was away
  expect((await journeyOf(line)).retrying).toMatchObject([{ step: LOOK_UP, pausedAt: paused.pausedAt }]);
  for (const flag of ['retrying', 'paused']) expect(await list(flag)).toMatchObject([{ id: line.journeyId, flags: ['retrying', 'paused'], retrying: [{ step: LOOK_UP }] }]);

  await postAs(api.a, at(line, 'resume'), why());
  await until('is looked up', () => journeyOf(line), ({ retrying, archive }) => retrying.length === 0 && archive.outcome !== null, 3_000);
  for (const flag of ['retrying', 'paused']) expect(await list(flag)).toEqual([]);
  const by = { step: LOOK_UP, at: expect.stringMatching(/Z$/) as string, actor: { kind: 'client', clientId: 'site-a', staffId: 'S-1' } };
  const { data: log } = await getAs<{ data: StepLogEntry[] }>(api.a, at(line, 'log'));
  expect(log).toMatchObject([{ type: 'paused', ...by }, { type: 'resumed', ...by }]);
  expect(JSON.stringify(log)).not.toContain('核对'); // why stands encrypted beside it
  expect((await api.rows('select action, params from audit_rows where object_id = $1 and action like $2 order by id', [line.journeyId, 'step.%']))).toEqual([
    { action: 'step.paused', params: { step: LOOK_UP } }, { action: 'step.resumed', params: { step: LOOK_UP } },
  ]);
});

it('counts the tries of a step anew and begins at once; what succeeds then leaves nothing behind', async () => {
  const line = await retried(4);
  expect(await postAs<RetriedStep>(lead.client, at(line, 'reset'), why(LOOK_UP, lead.personId))).toMatchObject({ attempt: 1 });
  await until('fails again, from the first', () => attemptOf(line), (attempt) => attempt === 1 || attempt === 2);
  await mend();
  const again = await lead.client.post(at(line, 'reset'), why(LOOK_UP, lead.personId));
  if (again.status !== 200) expect(again.body).toMatchObject({ code: 'step-not-retried' }); // it was quicker by itself
  await until('is looked up', () => journeyOf(line), ({ retrying, archive }) => retrying.length === 0 && archive.outcome !== null, 3_000);
});

it('calls a held step off with its journey, and has everything tried at once though one is held', async () => {
  const [cancelled, retriedAtOnce] = [await retried(2), await retried(2)];
  for (const line of [cancelled, retriedAtOnce]) await postAs(api.a, at(line, 'pause'), why());
  await cancelled.must('cancel');
  await until('is called off', () => journeyOf(cancelled), ({ stage, retrying }) => stage === 'cancelled' && retrying.length === 0);
  await mend();
  await postAs(api.a, `${retriedAtOnce.path}/retry`, { staffId: 'S-1', reason: '登记系统已恢复' });
  await until('is looked up', () => journeyOf(retriedAtOnce), ({ retrying, archive }) => retrying.length === 0 && archive.outcome !== null);
});

it('says what the engine no longer knows of, and shows it no longer', async () => {
  const line = await retried(2);
  await postAs(api.a, at(line, 'pause'), why());
  await api.rows(`update journey_steps set activity_id = 'gone' where journey_id = $1`, [line.journeyId]);
  expect(await api.a.post(at(line, 'resume'), why())).toMatchObject({ status: 409, body: { code: 'step-not-retried' } });
  expect((await journeyOf(line)).retrying).toEqual([]);
});

it('answers a repeat under the same key as before, and holds nothing twice', async () => {
  const line = await retried(2);
  const key = `hold-${line.journeyId}`;
  const first = await api.a.post(at(line, 'pause'), why(), key);
  const again = await api.a.post(at(line, 'pause'), why(), key);
  expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
  expect(await api.a.post(at(line, 'pause'), why())).toMatchObject({ status: 409, body: { code: 'step-paused' } });
  expect(await api.rows('select type from journey_step_events where journey_id = $1', [line.journeyId])).toHaveLength(1);
});

it('leads supervisors to the page of the engine, and nobody else', async () => {
  const line = await Line.open(api);
  const supervisor = await api.signedIn({ roles: ['district-supervisor'], areaCode: '440103' });
  const seenBy = (client: typeof api.a) => getAs<Journey>(client, `/v1/journeys/${line.journeyId}`);
  expect((await seenBy(supervisor.client)).engineUrl).toBe(`http://127.0.0.1:8233/namespaces/${env.namespace}/workflows/journey%2F${line.journeyId}`);
  for (const client of [lead.client, api.a, api.operator]) expect((await seenBy(client)).engineUrl).toBeNull();
});

it('lets a supervisor cancel a visit with a reason where a desk could', async () => {
  const line = await Line.open(api);
  const supervisor = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  expect(await postAs(supervisor.client, `${line.path}/commands`, { type: 'cancel', data: {}, reason: '登记错人' })).toMatchObject({ stage: 'cancelled' });
  expect(await supervisor.client.post(`${line.path}/commands`, { type: 'cancel', data: {}, reason: '再次' })).toMatchObject({ status: 409, body: { code: 'not-in-this-stage' } });
  expect(await supervisor.client.post(`${line.path}/commands`, COMMAND_EXAMPLES.checkIn)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
});
