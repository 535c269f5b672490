import { ActivityFailure, allHandlersFinished, ApplicationFailure, condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import type { RetryPolicy } from '@temporalio/common';
import type { RegistryActivities, RowActivities, SmsActivities } from './activities.js';

/*
 * The same visit as workflows/vaccination-journey.ts, as a Temporal user would write it first: the workflow is the state, every command is
 * an Update whose validator checks the stage and whose handler writes its row by a local activity. See README.md for what makes it fair.
 */

export const TEXTBOOK_JOURNEYS = 'textbook-journeys';
export const TEXTBOOK_REGISTRY = 'textbook-registry';
export const TEXTBOOK_SMS = 'textbook-sms';

export type TextbookInput = {
  journeyId: string;
  siteId: string;
  slotId: string;
  person: { name: string; sex: 'female' | 'male'; birthDate: string; idType: 'id-card' | 'birth-certificate'; idNumber: string; phone: string };
  dose: { plannedDoseId: string; productId: string; doseNumber: number };
  noShowMs: number;
  observationMs: number;
  uploadDueMs: number;
};

export const COMMANDS = ['book', 'checkIn', 'identify', 'confirmArchive', 'recordPrecheck', 'recordConsent', 'verify', 'recordDose', 'release'] as const;
export type Command = (typeof COMMANDS)[number];
export type Answer = { stage: Command; rows: number };

/** One Update for each command; `data` is what the desk sent. */
export const updates = Object.fromEntries(COMMANDS.map((name) => [name, defineUpdate<Answer, [Record<string, unknown>]>(name)])) as Record<
  Command,
  ReturnType<typeof defineUpdate<Answer, [Record<string, unknown>]>>
>;

// The options of our own workflow, word for word.
const untilAnswered: RetryPolicy = { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute', nonRetryableErrorTypes: ['Rejected', 'NeedsHuman'] };
const registry = proxyActivities<RegistryActivities>({ taskQueue: TEXTBOOK_REGISTRY, startToCloseTimeout: '30 seconds', retry: untilAnswered });
const sms = proxyActivities<SmsActivities>({ taskQueue: TEXTBOOK_SMS, startToCloseTimeout: '30 seconds', retry: untilAnswered });
const rows = proxyLocalActivities<RowActivities>({
  startToCloseTimeout: '4 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
  localRetryThreshold: '3 seconds',
});

export async function textbookJourney(input: TextbookInput): Promise<void> {
  const { journeyId } = input;
  let done: Command[] = [];
  let lookedUp = false;
  const has = (command: Command) => done.includes(command);

  for (const command of COMMANDS) {
    const before = COMMANDS[COMMANDS.indexOf(command) - 1];
    setHandler(
      updates[command],
      async (data: Record<string, unknown>): Promise<Answer> => {
        if (command === 'confirmArchive') await condition(() => lookedUp);
        await rows.writeRow({ journeyId, command, data: command === 'book' ? { ...data, slotId: input.slotId } : data });
        done = [...done, command];
        return { stage: command, rows: done.length };
      },
      {
        validator: (_data: Record<string, unknown>) => {
          if (has(command)) throw ApplicationFailure.nonRetryable('already done', 'not-in-this-stage');
          if (before && !has(before)) throw ApplicationFailure.nonRetryable('too early', 'not-in-this-stage');
        },
      },
    );
  }

  // 预约接种: a booking that nobody keeps ends as a no-show.
  if (!(await condition(() => has('checkIn'), input.noShowMs))) {
    await rows.writeRow({ journeyId, command: 'noShow', data: {} });
    return;
  }

  // 亮码接种, 自动建档: looked up on arrival, created after staff confirm.
  const known = await registry.lookUpArchive({ journeyId, siteId: input.siteId, person: input.person });
  lookedUp = true;
  await condition(() => has('confirmArchive'));
  const archiveNo = known.archiveNo ?? (await registry.createArchive({ journeyId, siteId: input.siteId, person: input.person })).archiveNo;

  // 24 小时内上传 and 留观 side by side, the notice once the upload is confirmed.
  await condition(() => has('recordDose'));
  await Promise.all([uploadAndTell(input, archiveNo), observe(input)]);

  await condition(() => has('release'));
  await condition(allHandlersFinished);
}

async function uploadAndTell({ journeyId, siteId, person, dose, uploadDueMs }: TextbookInput, archiveNo: string): Promise<void> {
  let uploaded = false;
  const upload = registry.uploadDose({ journeyId, siteId, archiveNo, person, dose }).then(() => (uploaded = true));
  if (!(await condition(() => uploaded, uploadDueMs))) await rows.writeRow({ journeyId, command: 'uploadMissedDeadline', data: {} });
  await upload;
  try {
    await sms.sendResultNotice({ journeyId, phone: person.phone });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await rows.writeRow({ journeyId, command: 'noticeFailed', data: {} });
  }
}

async function observe({ journeyId, observationMs }: TextbookInput): Promise<void> {
  await sleep(observationMs);
  await rows.writeRow({ journeyId, command: 'observationEnded', data: {} });
}
