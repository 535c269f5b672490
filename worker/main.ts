import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { createLogger } from '../config/logger.js';
import { onStop, tellReady } from '../config/supervision.js';
import { createDataConverter } from '../workflows/codec/data-converter.js';
import { createContext } from './create-context.js';
import { ensureSchedules } from './schedules.js';
import { createWorkers, queuesOf, runWorkers, stopWorkers } from './create-workers.js';
import { loadWorkflowBundle } from './workflow-bundle.js';

/** Beside a launcher that stops all parts in seconds, what is cut off is asked for by its key and repeated; in production it may finish. */
const GRACE_MS = process.send ? 3_000 : 30_000;
const SCHEDULES_EVERY_MS = 600_000;

const config = toConfig(readEnv(), 'worker');
const logger = createLogger('worker', config.logLevel);

/** Nothing that is thrown outside a task may end this process without a word; the launcher starts it again. */
const fail = (err: unknown) => {
  logger.fatal({ err }, 'the worker ends');
  process.exit(1);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const; // what the engine finds worth telling is detail here
Runtime.install({
  logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, workflowId, activityType, attempt, taskQueue } = meta ?? {};
    if (message.startsWith('No workflows registered')) return; // said of every queue that has none on purpose
    logger[levels[level]]({ ...(error instanceof Error && { err: error }), workflowId, activityType, attempt, taskQueue, part: 'temporal' }, message);
  }),
  shutdownSignals: [], // stopping is ours: workers first, then the pools
});

let stopping = false;
const queues = queuesOf(config.workerQueues);
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const client = new Client({ connection, namespace: config.temporalNamespace });
const context = createContext(config, logger, client);
const workers = await createWorkers({
  ...context,
  connection,
  namespace: config.temporalNamespace,
  dataConverter: createDataConverter(config.payloadKeys),
  workflowBundle: await loadWorkflowBundle(),
  queues,
  graceMs: GRACE_MS,
});

const running = runWorkers(workers, () => {
  context.report.start();
  context.tallies.start();
  tellReady();
  logger.info({ queue: queues.join(','), namespace: config.temporalNamespace }, 'ready');
});
/** Now and from time to time: an engine that has lost its store has no schedules either. */
const seeToSchedules = () => void ensureSchedules(client).catch((err: unknown) => stopping || logger.warn({ err, part: 'schedules' }, 'the schedules could not be seen to'));
seeToSchedules();
setInterval(seeToSchedules, SCHEDULES_EVERY_MS).unref();

async function stop(): Promise<void> {
  stopping = true;
  stopWorkers(workers);
  await running;
  await connection.close();
  await context.close();
}
onStop(stop, fail);
running.then(() => stopping || fail(new Error('a worker stopped by itself')), fail);
