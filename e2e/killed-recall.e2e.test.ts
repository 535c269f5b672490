import { toId } from '../domain/ids.js';
import { ClinicUnderTest } from '../worker/clinic-fixtures.js';
import type { ClinicVisit } from '../worker/clinic-visit-fixtures.js';
import { LotHolder } from '../worker/lot-holder-fixtures.js';
import type { Child } from './child-process.js';
import { openNamespace, type Namespace } from './namespace.js';
import { pause } from './installation.js';
import { startWorkerProcess } from './worker-process.js';

const RECIPIENTS = 40;

let engine: Namespace;
let clinic: ClinicUnderTest;
let holder: LotHolder;
let worker: Child;
beforeAll(async () => {
  engine = await openNamespace(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.openWithoutWorker(engine.client, process.env.TEST_ADMIN_URL);
  holder = new LotHolder(clinic);
  worker = await startWorkerProcess(clinic, engine);
  clinic.relay.start();
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await holder?.close();
  await clinic?.close();
  await engine?.close();
});

async function gets(n: number, lot: string): Promise<ClinicVisit> {
  const visit = await clinic.visit(n);
  visit.lot = lot;
  await visit.walkIn();
  await visit.give({ historyFrom: 'certificate' });
  return visit;
}

it('a worker is killed while it follows up those who got a recalled lot: another goes on, and each has one case (H5)', async () => {
  const lot = await holder.newLot();
  for (let n = 0; n < RECIPIENTS; n += 10) await Promise.all(Array.from({ length: 10 }, (_, k) => gets(n + k + 1, lot)));
  const { id } = await holder.stop(lot);
  const opened = async () => Number((await clinic.rows(`select count(*) as n from cases where kind = 'lot-follow-up'`))[0]?.['n']);
  while ((await opened()) === 0) await pause(2);
  await worker.kill();
  const atKill = await opened();
  expect(atKill).toBeLessThan(RECIPIENTS); // else nothing was interrupted
  worker = await startWorkerProcess(clinic, engine);
  for (const end = Date.now() + 90_000; (await opened()) < RECIPIENTS; await pause(100)) if (Date.now() > end) throw new Error(`${await opened()} cases`);
  await pause(1_000); // whatever is repeated
  const cases = await clinic.rows<{ planned_dose_id: string }>(`select planned_dose_id from cases where kind = 'lot-follow-up'`);
  expect([cases.length, new Set(cases.map((one) => one.planned_dose_id)).size]).toEqual([RECIPIENTS, RECIPIENTS]);
  expect(await clinic.rows('select state, count(*)::int as n from lot_hold_recipients where hold_id = $1 group by state', [toId(id)])).toEqual([{ state: 'open', n: RECIPIENTS }]);
}, 240_000);
