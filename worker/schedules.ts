import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { JOURNEYS } from '../workflows/task-queues.js';
import { DEADLINE_LOOK, NIGHTLY_LOOK, RECEIPT_LOOK } from '../workflows/workflow-ids.js';

type Wanted = Pick<ScheduleOptions, 'scheduleId' | 'spec'> & { workflowType: string };

/** At an hour at which no site is open; often enough that nobody waits long for what a lost workflow should have noticed; and as soon as receipts may be due. */
const SCHEDULES: Wanted[] = [
  { scheduleId: 'nightly-look', workflowType: NIGHTLY_LOOK, spec: { calendars: [{ hour: 2, minute: 30 }], timezone: 'Asia/Shanghai', jitter: '10 minutes' } },
  { scheduleId: 'deadline-look', workflowType: DEADLINE_LOOK, spec: { intervals: [{ every: '5 minutes' }] } },
  { scheduleId: 'receipt-look', workflowType: RECEIPT_LOOK, spec: { intervals: [{ every: '1 minute' }] } },
];

/** Every schedule that is wanted is there; one that is there already stays as an operator has left it, paused or not. */
export async function ensureSchedules({ schedule }: Pick<Client, 'schedule'>): Promise<void> {
  for (const { scheduleId, workflowType, spec } of SCHEDULES) {
    const action = { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue: JOURNEYS, args: [] } as const;
    await schedule.create({ scheduleId, spec, action, policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour' } }).catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
  }
}
