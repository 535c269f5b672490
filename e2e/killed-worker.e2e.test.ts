import { ClinicUnderTest } from '../worker/clinic-fixtures.js';
import { brokenInvariants } from '../worker/invariants-fixtures.js';
import { openNamespace, type Namespace } from './namespace.js';
import type { Child } from './child-process.js';
import { HoldingProxy } from './holding-proxy.js';
import { startWorkerProcess } from './worker-process.js';

const CREATE = '/gdips/v1/archives/create';
const RECORD = '/gdips/v1/doses/record';
const QUERY = '/gdips/v1/persons/query';
const SEND = '/sms/v1/messages';

let engine: Namespace;
let clinic: ClinicUnderTest;
let registry: HoldingProxy;
let sms: HoldingProxy;
let worker: Child;
const startWorker = () => startWorkerProcess(clinic, engine, { registryUrl: registry.url, smsUrl: sms.url });
beforeAll(async () => {
  engine = await openNamespace(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.openWithoutWorker(engine.client, process.env.TEST_ADMIN_URL);
  [registry, sms] = await Promise.all([HoldingProxy.start(clinic.registryUrl), HoldingProxy.start(clinic.smsUrl)]);
  worker = await startWorker();
  clinic.relay.start();
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await clinic?.close();
  await Promise.all([registry?.stop(), sms?.stop(), engine?.close()]);
});

type Held = { byKey: Record<string, number>; doses: { key: string; requests: number }[] };

it('a worker is killed between its effects and their records: another goes on, and each effect is there once (H7, H8)', async () => {
  const [told, uploaded, created, lookedUp] = await Promise.all([1, 2, 3, 4].map((n) => clinic.visit(n)));
  if (!told || !uploaded || !created || !lookedUp) throw new Error('four visits');
  for (const visit of [told, uploaded, created]) {
    await visit.walkIn();
    await visit.until((view) => view.lookUp === null);
  }
  sms.hold(SEND, 'after');
  await told.give();
  await sms.isHolding(SEND);
  registry.hold(RECORD, 'after');
  await uploaded.give();
  await registry.isHolding(RECORD);
  registry.hold(CREATE, 'after');
  await created.give();
  await registry.isHolding(CREATE);
  registry.hold(QUERY, 'before');
  await lookedUp.walkIn();
  await registry.isHolding(QUERY);

  const uploadKey = `${uploaded.journeyId}:${uploaded.visit.plannedDoseId}:upload:1`;
  expect(((await clinic.registry('doses')) as Held).byKey).toMatchObject({ [uploadKey]: 1 });
  expect((await clinic.registry('archives')).byKey).toMatchObject({ [`${created.journeyId}:-:create-archive:1`]: 1 });
  expect(await clinic.sms('sent')).toMatchObject({ total: 1 });
  expect(await told.until(() => true)).toMatchObject({ notice: null });
  expect(await uploaded.until(() => true)).toMatchObject({ doses: [{ given: { upload: 'pending' } }] });
  expect(await created.until(() => true)).toMatchObject({ archive: { settled: false } });

  await worker.kill();
  registry.passAll();
  sms.passAll();
  worker = await startWorker();
  await lookedUp.until((view) => view.lookUp === null, 60_000); // the engine gives up on what was killed after 30 s
  await lookedUp.give();
  const visits = [told, uploaded, created, lookedUp];
  for (const visit of visits) {
    await visit.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null, 60_000);
    await visit.release();
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], notice: { outcome: 'sent' } });
  }
  const { doses } = (await clinic.registry('doses')) as Held;
  expect(doses.map(({ requests }) => requests)).toEqual([1, 1, 1, 1]); // asked for by its key, not sent again
  expect(await clinic.sms('sent')).toMatchObject({ total: 4 });
  expect(await brokenInvariants(clinic, visits)).toEqual([]);
}, 180_000);
