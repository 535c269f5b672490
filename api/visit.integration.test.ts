import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '../contracts/archives.js';
import type { Journey } from '../contracts/journeys.js';
import { leave, visit } from '../dev/clinic/visit.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs, send } from './http-fixtures.js';
import { newPerson, register } from './people-fixtures.js';
import { startWorker, type WorkerUnderTest } from './worker-fixtures.js';

let env: WorkflowEnvironment;
let api: ApiUnderTest;
let worker: WorkerUnderTest;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  api = await ApiUnderTest.open(process.env, { loops: true, env: { TEMPORAL_NAMESPACE: env.namespace, POLICY_CLOCKS: 'clocks-test' } });
  worker = await startWorker(api, env);
});
afterAll(async () => {
  await worker?.stop();
  await api?.close();
  await env?.teardown();
});

async function until<T>(what: string, read: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (const end = Date.now() + 40_000; ; await wait(100)) {
    const seen = await read();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
  }
}

const control = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

it('carries a resident from a booking in the app to the result notice, with one dose given and one refused', async () => {
  const person = newPerson();
  const { id: residentId } = await register(api.a, person);
  const [site, channel, desk] = [api.a.asApiClient(), api.channelOf(residentId).asApiClient(), api.desk(api.a, api.siteA)];
  const doses = ['mmr', 'hepb-10'].map((productId) => ({ productId, doseNumber: 1 }));
  const visited = await visit({ residentId, relation: 'mother', doses, refuses: 1, slotId: api.siteA.slotIds[0]! }, { desk, site, channel, registryPatienceMs: 30_000 });
  const { journeyId, givenDoseIds } = visited;
  await leave(visited, desk);
  const journey = await until('closed', () => getAs<Journey>(api.a, `/v1/journeys/${journeyId}`), ({ stage, notice }) => stage === 'closed' && notice !== null);

  expect(journey).toMatchObject({ channel: 'channel', identifiedBy: 'dynamic-code', archive: { outcome: 'none', decision: 'create', settled: true }, precheck: 'go', notice: 'sent', released: true });
  expect(journey.doses.map(({ state }) => state)).toEqual(['uploaded', 'not-given']);
  const { data: results } = await getAs<{ data: Result[] }>(api.channelOf(residentId), `/v1/residents/${residentId}/results`);
  expect(results).toMatchObject([{ plannedDoseId: givenDoseIds[0], upload: 'confirmed', uploadSecondsLeft: null }]);
  expect(await getAs(api.channelOf(residentId), `/v1/journeys/${journeyId}/notices`)).toMatchObject({ data: [{ kind: 'result-2022', channel: 'sms', state: 'sent', contentVersion: 1 }] });
  expect(await getAs(api.a, `/v1/residents/${residentId}/archive`)).toMatchObject({ known: true, today: [{ journeyId }] });
  expect(await getAs(api.a, `/v1/journeys/${journeyId}/commands`)).toMatchObject({ stage: 'closed', allowed: ['reportUnverifiedDose', 'correctOwnDose'] });

  const { data: log } = await getAs<{ data: { type: string; version: number; actor: { kind: string } }[] }>(api.operator, `/v1/journeys/${journeyId}/timeline`);
  expect(log.map(({ version }) => version)).toEqual(log.map((_, n) => n + 1));
  expect(log.map(({ type }) => type)).toEqual(expect.arrayContaining(['booked', 'checkedIn', 'archiveLookedUp', 'identified', 'archiveConfirmed', 'doseGiven', 'uploadConfirmed', 'noticeSettled', 'released', 'closed']));
  expect(new Set(log.map(({ actor }) => actor.kind))).toEqual(new Set(['resident', 'client', 'process']));

  const held = await control<{ byKey: Record<string, number>; doubles: unknown[] }>(`${worker.registryUrl}/control/doses`);
  expect(held).toMatchObject({ byKey: { [`${journeyId}:${givenDoseIds[0]}:upload:1`]: 1 }, doubles: [] });
  expect((await control<{ total: number; doubles: unknown[] }>(`${worker.smsUrl}/control/sent`))).toMatchObject({ total: 1, doubles: [] });

  const logged = [...api.logged, ...worker.logged].join('');
  for (const personal of [person.name, person.phone, person.identifiers[0]!.number]) expect(logged).not.toContain(personal);
});

it('is ready, with the engine up', async () => {
  await until('ready', () => send(api.url, 'GET', '/readyz'), ({ body }) => body['status'] === 'ready' && body['engine'] === 'up');
});
