import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { msToTs } from '@temporalio/common/lib/time.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createDataConverter, FAILURE_CONVERTER_PATH } from './codec/data-converter.js';
import type { AllActivities } from './follow-fixtures.js';
import { HISTORIES_KEY } from './histories/key-fixtures.js';
import { JOURNEYS, NOTICE_SMS, REGISTRY_GUANGDONG } from './task-queues.js';

/** Test material: a namespace of its own on the run's Temporal server, since the queues of external systems have fixed names. */
export type WorkflowEnvironment = TestWorkflowEnvironment & { workflowBundle: WorkflowBundleOption };

export const testDataConverter = createDataConverter([HISTORIES_KEY]);
const quiet = new DefaultLogger('ERROR');

export async function openWorkflowEnvironment(address = '127.0.0.1:7233'): Promise<WorkflowEnvironment> {
  Runtime.install({ logger: quiet });
  const namespace = `test-${randomUUID()}`;
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace, client: { dataConverter: testDataConverter, identity: 'client' } });
  await env.connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./index.ts', import.meta.url)),
    failureConverterPath: FAILURE_CONVERTER_PATH,
    logger: quiet,
  });
  return Object.assign(env, { workflowBundle });
}

/** Runs workers for all queues while `run` lasts. */
export async function withWorkers(env: WorkflowEnvironment, activities: AllActivities, run: () => Promise<void>): Promise<void> {
  const common = { connection: env.nativeConnection, namespace: env.namespace ?? 'default', dataConverter: testDataConverter, activities, identity: 'worker' };
  const { readView, recordFinding, forgetStep, ...effects } = activities;
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: JOURNEYS, workflowBundle: env.workflowBundle, activities: { readView, recordFinding, forgetStep } }),
    Worker.create({ ...common, taskQueue: REGISTRY_GUANGDONG, activities: effects }),
    Worker.create({ ...common, taskQueue: NOTICE_SMS, activities: effects }),
  ]);
  await workers.reduce((inner, worker) => () => worker.runUntil(inner), run)();
}

export { pause };
