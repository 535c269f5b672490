import { fileURLToPath } from 'node:url';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { inScope } from '../../db/database-fixtures.js';
import { newId } from '../../db/new-id.js';
import { createGuangdongRegistry } from '../../registries/immunization/guangdong.js';
import { createSmsChannel } from '../../registries/notice-channel/sms.js';
import { FAILURE_CONVERTER_PATH } from '../../workflows/codec/data-converter.js';
import { openWorkflowEnvironment, pause, testDataConverter, type WorkflowEnvironment } from '../../workflows/workflow-environment-fixtures.js';
import { runWorkers, stopWorkers } from '../../worker/create-workers.js';
import { ClinicUnderTest, SECRET } from '../../worker/clinic-fixtures.js';
import { createTextbookWorkers, TEXTBOOK_TABLES, textbookDose } from './activities.js';
import { COMMANDS, TEXTBOOK_JOURNEYS, textbookJourney, updates, type TextbookInput } from './workflow.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let stop: () => Promise<unknown>;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)), failureConverterPath: FAILURE_CONVERTER_PATH, logger: new DefaultLogger('ERROR'),
  });
  await inScope(clinic.database.adminUrl, null, TEXTBOOK_TABLES);
  const { workers, pool } = await createTextbookWorkers({
    connection: env.nativeConnection, namespace: env.namespace ?? 'default', dataConverter: testDataConverter, workflowBundle, databaseUrl: clinic.database.adminUrl,
    registry: createGuangdongRegistry({ baseUrl: clinic.registryUrl, siteKey: () => ({ keyId: 'k', secret: SECRET }) }),
    sms: createSmsChannel({ baseUrl: clinic.smsUrl, apiKey: 'key', canAsk: true }),
    doseOf: textbookDose(() => '84100400000000999999', { vaccine: { code: 'MMR', name: 'MMR' }, maker: { code: 'SL0040', name: '示例' }, dosesPerPackage: 1, bodySite: 'left-upper-arm', route: 'SC' }),
    noticeText: '测试通知',
  });
  const running = runWorkers(workers, () => undefined);
  stop = async () => (stopWorkers(workers), await running, await pool.end());
});
afterAll(async () => {
  await stop?.();
  await clinic?.close();
  await env?.teardown();
});

it('does the whole visit: nine commands, four calls outside, three clocks', async () => {
  const journeyId = newId();
  const input: TextbookInput = {
    journeyId, siteId: clinic.site.siteId, slotId: newId(), noShowMs: 60_000, observationMs: 400, uploadDueMs: 60_000,
    person: { name: '测试', sex: 'female', birthDate: '2024-06-01', idType: 'birth-certificate', idNumber: 'T999999999', phone: '13899999999' },
    dose: { plannedDoseId: newId(), productId: 'mmr', doseNumber: 1 },
  };
  await inScope(clinic.database.adminUrl, null, 'insert into textbook_slots (id, capacity) values ($1, 5)', [input.slotId]);
  const start = new WithStartWorkflowOperation(textbookJourney, { workflowId: `textbook/${journeyId}`, taskQueue: TEXTBOOK_JOURNEYS, args: [input], workflowIdConflictPolicy: 'USE_EXISTING' });
  await env.client.workflow.executeUpdateWithStart(updates.book, { args: [{}], startWorkflowOperation: start, updateId: 'book' });
  const handle = env.client.workflow.getHandle(`textbook/${journeyId}`);
  await expect(handle.executeUpdate(updates.recordDose, { args: [{}] })).rejects.toThrow();
  for (const command of COMMANDS.slice(1)) {
    if (command === 'release') await pause(600);
    await handle.executeUpdate(updates[command], { args: [{ station: 'desk-1' }], updateId: command });
  }
  await handle.result();
  const written = await inScope<{ command: string }>(clinic.database.adminUrl, null, 'select command from textbook_rows where journey_id = $1', [journeyId]);
  expect(written.map(({ command }) => command).toSorted()).toEqual([...COMMANDS, 'archiveLookedUp', 'archiveCreated', 'uploaded', 'noticeSent', 'observationEnded'].toSorted());
  expect(await inScope(clinic.database.adminUrl, null, 'select taken from textbook_slots where id = $1', [input.slotId])).toEqual([{ taken: 1 }]);
});
