import { ActivityCancellationType, CancellationScope, continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { NoticeDeliveryActivities, NoticeFollowActivities } from '../activities/notice-delivery-activities.js';
import type { NoticeView } from '../domain/notices/delivery.js';
import { inWorkflowTask } from './asks.js';
import { follow, type Ask } from './follow.js';
import type { NoticeDeliveryInput } from './notice-delivery-messages.js';
import { NOTICE_SMS } from './task-queues.js';

const own = proxyLocalActivities<NoticeFollowActivities>(inWorkflowTask);

/** A provider that is away is a new instant in the notice's row, not a retry: what is tried again here is our own side's failure. */
const provider = proxyActivities<NoticeDeliveryActivities>({
  taskQueue: NOTICE_SMS,
  startToCloseTimeout: '30 seconds', // a question and a send of at most 10 s each
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** 结果查询, where a first send failed or has to wait: tries again at the instants that its row names, channel by channel, and tells the journey. */
export async function noticeDelivery({ noticeId }: NoticeDeliveryInput): Promise<void> {
  const read = () => CancellationScope.nonCancellable(() => own.readNotice({ noticeId }));
  const recordFault = () => CancellationScope.nonCancellable(() => own.recordNoticeFault({ noticeId }));
  const followed = await follow<NoticeView>({ read, forgetStep: async () => undefined, recordFault }, ({ deliver }): Ask<NoticeView>[] =>
    deliver === null
      ? []
      : [{ key: `deliver@${deliver.version}`, due: deliver.dueAt, step: null, act: () => provider.deliverNotice({ journeyId: deliver.journeyId, noticeId, askedVersion: deliver.version }) }],
  );
  if (followed === 'history-is-long') await continueAsNew<typeof noticeDelivery>({ noticeId });
}
