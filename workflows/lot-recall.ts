import { ActivityCancellationType, CancellationScope, continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RecallActivities, RecallFollowActivities } from '../activities/recall-activities.js';
import type { RecallStep, RecallView } from '../domain/stock/lot-hold.js';
import { inWorkflowTask } from './asks.js';
import { follow, type Ask } from './follow.js';
import type { LotRecallInput } from './lot-recall-messages.js';

const own = proxyLocalActivities<RecallFollowActivities>(inWorkflowTask);

const steps = proxyActivities<RecallActivities>({
  startToCloseTimeout: '2 minutes', // fifty findings at the door, behind whatever else is there
  heartbeatTimeout: '10 seconds', // a worker that is killed is noticed, and another goes on
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' }, // until Postgres is back
});

const ACTIVITY: Record<RecallStep, keyof RecallActivities> = { list: 'listRecipients', open: 'followUpRecipients', close: 'leaveRecipients' };

/**
 * 召回与停用, for as long as a lot is stopped: lists everybody who got a dose of it and has each followed up, in batches; when two people let it go
 * the follow-ups that are still open go away. The lot itself is stopped and let go at the door, without it.
 */
export async function lotRecall({ lotHoldId }: LotRecallInput): Promise<void> {
  const read = () => CancellationScope.nonCancellable(() => own.readRecall({ lotHoldId }));
  const recordFault = () => CancellationScope.nonCancellable(() => own.peekRecall({ lotHoldId }));
  const followed = await follow<RecallView>({ read, forgetStep: async () => undefined, recordFault }, ({ todo }): Ask<RecallView>[] =>
    todo === null ? [] : [{ key: `${todo.step}@${todo.version}`, due: null, step: null, act: () => steps[ACTIVITY[todo.step]]({ lotHoldId, askedVersion: todo.version }) }],
  );
  if (followed === 'history-is-long') await continueAsNew<typeof lotRecall>({ lotHoldId });
}
