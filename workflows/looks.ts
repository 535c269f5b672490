import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { LookActivities, LookedAt } from '../activities/look-activities.js';
import type { ReceiptActivities } from '../activities/receipt-activities.js';
import { PROCESS_NAMES, type ProcessName } from './processes.js';
import { NOTICE_SMS } from './task-queues.js';

const { wakeSleepers, wakeOverdue } = proxyActivities<LookActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' }, // until Postgres is back
});

const { askReceipts } = proxyActivities<ReceiptActivities>({
  taskQueue: NOTICE_SMS,
  startToCloseTimeout: '2 minutes', // many quick answers, or three of at most 10 s
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Where a look goes on that has become long. `woken` counts over all its runs. */
export type NightlyLookInput = { process?: ProcessName; after?: string; woken?: number };

/** Once a night: every view that is not over and has no running workflow gets news, as if it had changed. Returns how many. */
export async function nightlyLook({ process, after = FIRST_ID, woken = 0 }: NightlyLookInput = {}): Promise<number> {
  const rest = PROCESS_NAMES.slice(process ? PROCESS_NAMES.indexOf(process) : 0);
  let [total, from] = [woken, after];
  for (const kind of rest) {
    for (let last: string | null = from; last !== null; ) {
      const looked: LookedAt = await wakeSleepers({ process: kind, after: last });
      total += looked.woken;
      last = looked.last;
      if (last !== null && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof nightlyLook>({ process: kind, after: last, woken: total });
    }
    from = FIRST_ID;
  }
  return total;
}

/** Every few minutes: whatever passed its instant without anybody having noticed. Returns how many were told. */
export async function deadlineLook(): Promise<number> {
  return (await wakeOverdue()).woken;
}

/** Every minute: of the notices that were accepted some time ago, which were received. Returns how many were asked about. */
export async function receiptLook({ asked = 0 }: { asked?: number } = {}): Promise<number> {
  for (let total = asked; ; ) {
    const batch = await askReceipts();
    total += batch.asked;
    if (!batch.more) return total;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof receiptLook>({ asked: total });
  }
}
