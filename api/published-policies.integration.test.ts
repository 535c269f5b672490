import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { toConfig } from '../config/config.js';
import { createLogger } from '../config/logger.js';
import type { IdentityCheck } from '../contracts/identity-checks.js';
import type { PolicyVersionShown } from '../contracts/policies.js';
import { loadShipped } from '../config/load-policies.js';
import { TODAY } from '../db/database-fixtures.js';
import { addDays } from '../domain/time.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { ApiUnderTest, type SignedIn } from './api-fixtures.js';
import { createApp } from './create-app.js';
import { createContext } from './create-context.js';
import { getAs, postAs, TestClient } from './http-fixtures.js';
import { newPerson, registerUnverified } from './people-fixtures.js';
import { startWorker, type WorkerUnderTest } from './worker-fixtures.js';

let env: WorkflowEnvironment;
let api: ApiUnderTest;
let worker: WorkerUnderTest;
/** The site's client at another API on the same database, which shares nothing else with the first. */
let elsewhere: TestClient;
let closeElsewhere: () => Promise<void>;
let city: SignedIn;
let province: SignedIn;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  api = await ApiUnderTest.open(process.env, { loops: true, env: { TEMPORAL_NAMESPACE: env.namespace } });
  worker = await startWorker(api, env);
  [city, province] = [await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
  const running = await createContext(toConfig(api.settings, 'api'), createLogger('api', 'silent'));
  const server = createServer(createApp(running.context));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  elsewhere = new TestClient('site-a', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => api.a.headers());
  closeElsewhere = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await running.stop();
  };
});
afterAll(async () => {
  await closeElsewhere?.();
  await worker?.stop();
  await api?.close();
  await env?.teardown();
});

const control = async (path: string, body?: object) => {
  const response = await fetch(`${worker.identityUrl}/control/${path}`, { method: body ? 'POST' : 'DELETE', ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
};

const FACE = 'a-live-face';

/** Somebody of 17 years, whom every authority knows by the card. */
async function youngster(): Promise<string> {
  const { name, birthDate, identifiers, ...person } = newPerson({ birthDate: addDays(TODAY(), -366 * 17 - 30) });
  await control('people', { people: [{ name, birthday: birthDate.replaceAll('-', ''), idNo: identifiers[0]!.number, certNo: null, face: FACE }] });
  return `/v1/residents/${(await registerUnverified(api.a, { name, birthDate, identifiers, ...person })).id}/identity-check`;
}

async function settled(path: string): Promise<IdentityCheck> {
  for (const end = Date.now() + 40_000; ; await wait(100)) {
    const check = await getAs<IdentityCheck>(api.a, path);
    if (check.status !== 'asking') return check;
    if (Date.now() > end) throw new Error(JSON.stringify(check));
  }
}

/** The face is compared from this age on, as two people publish it now. */
async function publishFaceFrom(fromYears: number): Promise<void> {
  const document = structuredClone(loadShipped('clocks')['identity-tiers']);
  document.editions[0]!.tiers[1]!.fromYears = fromYears;
  const { id, against } = await postAs<PolicyVersionShown>(city.client, '/v1/policies/versions', { name: 'identity-tiers', document, effectiveFrom: new Date().toISOString(), reason: '按应用指南' });
  await postAs(province.client, `/v1/policies/versions/${id}/approve`, { against });
}

it('two APIs and a worker decide by a new version as soon as it is approved, and what was asked before stays as it was asked', async () => {
  const [before, waiting, after] = [await youngster(), await youngster(), await youngster()];
  for (const site of [api.a, elsewhere]) expect(await site.post(before, {})).toMatchObject({ status: 422, body: { code: 'capture-required' } });
  await control('faults', { kind: 'down', how: 'unavailable' });
  expect(await postAs(elsewhere, waiting, { capture: FACE })).toMatchObject({ status: 'asking', authority: 'police-face' });

  await publishFaceFrom(18);
  for (const [site, path] of [[elsewhere, before], [api.a, after]] as const) {
    expect(await postAs(site, path, {})).toMatchObject({ status: 'asking', authority: 'birth-certificate' });
  }
  await control('faults');
  for (const path of [before, after]) expect(await settled(path)).toMatchObject({ status: 'verified', authority: 'birth-certificate', verified: { by: 'authority' } });
  expect(await settled(waiting)).toMatchObject({ status: 'verified', authority: 'police-face', verified: { by: 'authority' } });
});
