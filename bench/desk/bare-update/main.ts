import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { readEnv } from '../../../config/env.js';
import { keyRing } from '../../../config/variable-rules.js';
import { onStop, tellReady } from '../../../config/supervision.js';
import { runWorkers, stopWorkers, TUNING } from '../../../worker/create-workers.js';
import { createDataConverter, FAILURE_CONVERTER_PATH } from '../../../workflows/codec/data-converter.js';
import { JOURNEYS } from '../../../workflows/task-queues.js';
import { BARE_UPDATES } from './workflow.js';

/* The worker process of the bare Update, with the settings that our own worker takes. */

const activities = { echo: async (n: number) => n };
export type BareActivities = typeof activities;

const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace = '', PAYLOAD_KEYS: payloadKeys = '' } = readEnv();
const keys = keyRing.parse(payloadKeys);
if (!keys || address === undefined) throw new Error('started by the benchmark, which says where the engine is');
Runtime.install({ logger: new DefaultLogger('ERROR', ({ message }) => console.error(message)), shutdownSignals: [] });

const workflowsPath = fileURLToPath(new URL(`./workflow.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  ...TUNING[JOURNEYS],
  connection, namespace, taskQueue: BARE_UPDATES, activities, dataConverter: createDataConverter(keys),
  workflowBundle: await bundleWorkflowCode({ workflowsPath, failureConverterPath: FAILURE_CONVERTER_PATH, logger: new DefaultLogger('WARN') }),
});

const running = runWorkers([worker], () => tellReady());
onStop(async () => {
  stopWorkers([worker]);
  await running;
  await connection.close();
}, () => process.exit(1));
