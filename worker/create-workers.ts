import { availableParallelism } from 'node:os';
import type { DataConverter } from '@temporalio/common';
import { Worker, type ActivityInterceptorsFactory, type NativeConnection, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker';
import type { ArchiveActivities } from '../activities/archive-activities.js';
import type { CaseActivities } from '../activities/case-activities.js';
import type { JourneyActivities } from '../activities/journey-activities.js';
import type { AuthorityActivities, IdentityCheckActivities } from '../activities/identity-activities.js';
import type { LookActivities } from '../activities/look-activities.js';
import type { NoticeActivities } from '../activities/notice-activities.js';
import type { NoticeDeliveryActivities, NoticeFollowActivities } from '../activities/notice-delivery-activities.js';
import type { ReceiptActivities } from '../activities/receipt-activities.js';
import type { UploadActivities } from '../activities/upload-activities.js';
import { POOL_SIZE } from '../db/pool.js';
import { IDENTITY_AUTHORITIES, JOURNEYS, NOTICE_SMS, REGISTRY_GUANGDONG, TASK_QUEUES, type TaskQueue } from '../workflows/task-queues.js';

/** Activities by the queue that runs them. */
export type QueueActivities = {
  [JOURNEYS]: JourneyActivities & CaseActivities & LookActivities & IdentityCheckActivities & NoticeFollowActivities;
  [REGISTRY_GUANGDONG]: ArchiveActivities & UploadActivities;
  [NOTICE_SMS]: NoticeActivities & NoticeDeliveryActivities & ReceiptActivities;
  [IDENTITY_AUTHORITIES]: AuthorityActivities;
};

export type WorkerParts = {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  workflowBundle: WorkflowBundleOption;
  activities: QueueActivities;
  interceptors?: Partial<Record<TaskQueue, ActivityInterceptorsFactory[]>>;
  queues?: readonly TaskQueue[];
  /** How long activities may go on after a stop was asked for. */
  graceMs?: number;
};

/** Bigger hosts let the SDK find out; on two cores more pollers only wait. */
const POLLERS = availableParallelism() > 4 ? ({ type: 'autoscaling' } as const) : ({ type: 'simple-maximum', maximum: 3 } as const);

/** Options of each queue's worker. */
export const TUNING: Record<TaskQueue, Partial<WorkerOptions>> = {
  [JOURNEYS]: {
    maxCachedWorkflows: 1_000, // about 1 MB each
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: POOL_SIZE, // so that none waits for a connection while it holds a task's slot
    workflowTaskPollerBehavior: POLLERS,
  },
  // What the other side allows: slots of one process, and a rate that the server holds for the whole queue.
  [REGISTRY_GUANGDONG]: { maxConcurrentActivityTaskExecutions: 32, maxTaskQueueActivitiesPerSecond: 500, activityTaskPollerBehavior: POLLERS },
  [IDENTITY_AUTHORITIES]: { maxConcurrentActivityTaskExecutions: 16, maxTaskQueueActivitiesPerSecond: 100, activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 1 } },
  [NOTICE_SMS]: { maxConcurrentActivityTaskExecutions: 16, maxTaskQueueActivitiesPerSecond: 500, activityTaskPollerBehavior: POLLERS },
};

/** The queues that a process serves: those named, or all of them. Throws `TypeError` for a name that is none. */
export function queuesOf(names: readonly string[]): readonly TaskQueue[] {
  const queues = TASK_QUEUES.filter((queue) => names.length === 0 || names.includes(queue));
  if (names.some((name) => !queues.some((queue) => queue === name))) throw new TypeError(`WORKER_QUEUES may name ${TASK_QUEUES.join(', ')}`);
  return queues;
}

/** One worker for each queue; a queue split off to another machine takes nothing but its name along. */
export function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  return Promise.all((parts.queues ?? TASK_QUEUES).map((queue) => createWorker(parts, queue)));
}

function createWorker(parts: WorkerParts, taskQueue: TaskQueue): Promise<Worker> {
  const { connection, namespace, dataConverter, workflowBundle, activities, interceptors = {}, graceMs = 30_000 } = parts;
  return Worker.create({
    connection,
    namespace,
    dataConverter,
    taskQueue,
    activities: activities[taskQueue],
    ...(taskQueue === JOURNEYS && { workflowBundle }),
    interceptors: { activity: interceptors[taskQueue] ?? [] },
    identity: `${taskQueue}@${process.pid}`, // stands in every event: short, and no name of a machine
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 1_500,
    ...TUNING[taskQueue],
  });
}

/** Runs until one of them stops: then the others stop too. Rejects when one failed. */
export async function runWorkers(workers: readonly Worker[], started: () => void): Promise<void> {
  const running = workers.map((worker) => worker.run().finally(() => stopWorkers(workers)));
  started();
  await Promise.all(running);
}

export function stopWorkers(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
