import { testCipher } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { createPauseStore } from '../db/pause-store.js';
import { createSequelize } from '../db/sequelize.js';
import { command } from '../domain/journey/journey-fixtures.js';
import { decidePause, type PauseCommand } from '../domain/systems/pause.js';
import type { SystemId } from '../domain/systems/systems.js';
import { toInstant } from '../domain/time.js';
import { openWorkflowEnvironment, pause as wait, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { CLOCKS, ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { countingProxy, type CountingProxy } from './counting-proxy-fixtures.js';
import { brokenInvariants } from './invariants-fixtures.js';

const SOON = { shortestMs: 300, longestMs: 600 };

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let models: ReturnType<typeof createSequelize>;
let registry: CountingProxy;
let sms: CountingProxy;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.openWithoutWorker(env.client, process.env.TEST_ADMIN_URL);
  models = createSequelize({ url: clinic.database.urls.api });
  [registry, sms] = [await countingProxy(clinic.registryUrl), await countingProxy(clinic.smsUrl)];
  clinic.relay.start();
  stopWorker = await startWorker();
});
afterAll(async () => {
  await stopWorker?.();
  await Promise.all([registry?.close(), sms?.close(), models?.close()]);
  await clinic?.close();
  await env?.teardown();
});

const startWorker = () => clinic.startWorker(env, { through: { registryUrl: registry.url, smsUrl: sms.url, identityUrl: clinic.identityUrl }, askAgain: SOON });

/** As the API does. */
async function say(system: SystemId, ...steps: [PauseCommand['type'], string][]): Promise<void> {
  const store = createPauseStore({ sequelize: models, cipher: testCipher });
  for (const [type, by] of steps) {
    const at = toInstant(Date.now());
    await models.transaction((transaction) =>
      store.change(system, { commandId: newId(), actor: { kind: 'client', clientId: 'operator', staffId: by }, by, at }, (before) => {
        const decision = decidePause(before, { type, by, version: before.version }, at);
        if (!decision.ok) throw new Error(decision.refusal.code);
        return { ...decision, reason: '停机升级' };
      }, transaction),
    );
  }
  await wait(1_100); // within a second it counts everywhere
}

const pause = (system: SystemId) => say(system, ['propose', 'S-1'], ['approve', 'S-2']);
const resume = (system: SystemId) => say(system, ['resume', 'S-1']);

const steps = ({ journeyId }: ClinicVisit) => clinic.rows<{ step: string; error_code: string }>('select step, error_code from journey_steps where journey_id = $1 order by step', [journeyId]);
const sentDoses = async ({ journeyId }: ClinicVisit) => ((await clinic.registry('doses')).doses as { key: string; requests: number }[]).filter(({ key }) => key.startsWith(journeyId)).map(({ requests }) => requests);

/** Whatever waits has met the pause several times. */
const awhile = () => wait(2_500);

it('sends a registry nothing while it is paused, also after a restart of the worker, and everything once when it goes on', async () => {
  await pause('registry-guangdong');
  const before = registry.requests();
  const visit = await clinic.visit(1);
  await visit.walkIn();
  await visit.give({ historyFrom: 'certificate' });
  await awhile();
  await stopWorker();
  stopWorker = await startWorker();
  await awhile();
  expect(registry.requests()).toBe(before);
  expect(await steps(visit)).toEqual([{ step: 'lookUpArchive', error_code: 'paused' }]); // the upload follows the archive
  const state = await visit.until((view) => view.observeUntil === null);
  expect(state).toMatchObject({ cases: [], doses: [{ given: { upload: 'pending' } }] });
  expect(await clinic.rows(`select state from breakers where system = 'registry-guangdong'`)).toEqual([{ state: 'paused' }]);

  await resume('registry-guangdong');
  await visit.finish();
  expect(await sentDoses(visit)).toEqual([1]);
  expect(await steps(visit)).toEqual([]);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('stops an upload that is under way to be tried again, keeps the 24 hours of the law, and opens no case of its own', async () => {
  clinic.clocks = { ...CLOCKS, uploadDueMs: 3_000, registryDueMs: 1_000 };
  const visit = await clinic.visit(2);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await pause('registry-guangdong');
  const before = registry.requests();
  await visit.give();
  const overdue = await visit.until((_, { cases }) => cases.length > 0);
  expect(overdue).toMatchObject({ cases: [{ kind: 'upload-overdue' }], doses: [{ given: { upload: 'overdue' } }] });

  const unanswered = await clinic.visit(3);
  await unanswered.walkIn();
  await unanswered.identify();
  await unanswered.say(command('confirmArchive', { historyFrom: 'certificate', noteId: newId() }));
  const { registryDue } = await unanswered.until((_, state) => state.registryDue !== null);
  const moved = await unanswered.until((_, state) => (state.registryDue?.at ?? 0) > (registryDue?.at ?? Infinity));
  expect(moved).toMatchObject({ cases: [], registryDue: { overdue: false } }); // a new deadline, and nobody is told of one that was missed
  clinic.clocks = CLOCKS;
  expect(registry.requests()).toBe(before);

  await resume('registry-guangdong');
  expect(await visit.until((_, { doses }) => doses[0]?.given?.upload === 'confirmed')).toMatchObject({ cases: [] });
  expect(await unanswered.until((_, { archive }) => archive?.settled === true)).toMatchObject({ cases: [] });
  await visit.finish(); // what is counted below no longer moves
  expect(await sentDoses(visit)).toEqual([1]);
  expect(await brokenInvariants(clinic, [visit, unanswered], { open: true })).toEqual([]);
});

it('uses up no attempt of a notice while its channel is paused, and sends it once after that', async () => {
  await pause('sms');
  const before = sms.requests();
  const visit = await clinic.visit(4);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.until((view) => view.uploads.length === 0 && view.observeUntil === null);
  await awhile();
  expect(sms.requests()).toBe(before);
  expect(await steps(visit)).toEqual([{ step: 'sendResultNotice', error_code: 'paused' }]);
  expect(await clinic.rows('select 1 from notices where journey_id = $1', [visit.journeyId])).toEqual([]); // not even begun, so not in doubt
  await resume('sms');
  await visit.finish();
  expect(await clinic.rows('select state, attempts from notices where journey_id = $1', [visit.journeyId])).toEqual([{ state: 'sent', attempts: 1 }]);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});
