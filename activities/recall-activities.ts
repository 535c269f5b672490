import { heartbeat } from '@temporalio/activity';
import type { RecallReader } from '../db/recall-store.js';
import { newId } from '../db/new-id.js';
import type { LotHoldId } from '../domain/ids.js';
import type { RecallStep, RecallView } from '../domain/stock/lot-hold.js';
import type { RecordFinding } from './record-finding.js';

/** The view of a hold and the version of its process that it was made from. */
export type SeenRecall = { version: number; view: RecallView };

/** For a hold that our store does not have, as after an older backup was restored. */
const GONE: SeenRecall = { version: 0, view: { todo: null, over: true } };

/** One statement lists so many; so many are told one after the other before the process hears of it. */
export type RecallBatch = { listed: number; told: number };
const BATCH: RecallBatch = { listed: 1_000, told: 50 };
/** Whoever had begun before the lot was stopped is over in a moment; the process asks again where one is not. */
const WAITS_FOR_OTHERS = 20;
const WAIT_MS = 50;

export type RecallActivityParts = { recalls: RecallReader; recordFinding: RecordFinding; wait: (ms: number) => Promise<void>; batch?: RecallBatch | undefined };

/** The process's own reading. */
export type RecallFollowActivities = ReturnType<typeof createRecallActivities>['local'];
/** What takes longer than a workflow task may. */
export type RecallActivities = ReturnType<typeof createRecallActivities>['steps'];

export function createRecallActivities({ recalls, recordFinding, wait, batch = BATCH }: RecallActivityParts) {
  const { todo } = recalls;
  return {
    local: {
      readRecall: async ({ lotHoldId }: { lotHoldId: LotHoldId }): Promise<SeenRecall> => seen(await recalls.readWithNews(lotHoldId)),
      /** Nobody's to fix: what fails is tried again, and news that stays unread is shown by the fault watch. */
      peekRecall: async ({ lotHoldId }: { lotHoldId: LotHoldId }): Promise<SeenRecall> => seen(await todo(lotHoldId)),
    },
    steps: {
      /** Safe to repeat: whoever is in the list already stays there once. */
      async listRecipients({ lotHoldId, askedVersion }: Asked): Promise<SeenRecall> {
        for (let waited = 0; ; waited += 1) {
          const found = await recalls.list(lotHoldId, batch.listed);
          if (found?.step !== 'list' || found.version !== askedVersion || waited === WAITS_FOR_OTHERS) return seen(found);
          heartbeat();
          await wait(WAIT_MS);
        }
      },
      /** Safe to repeat: a recipient keeps the id of the case, and the door takes each finding once. */
      followUpRecipients: (asked: Asked) => tell(asked, 'open'),
      /** The same when the lot is let go: what is decided stays, what is open goes away. */
      leaveRecipients: (asked: Asked) => tell(asked, 'close'),
    },
  };

  async function tell({ lotHoldId, askedVersion }: Asked, step: Exclude<RecallStep, 'list'>): Promise<SeenRecall> {
    const found = await todo(lotHoldId);
    if (found?.step !== step || found.version !== askedVersion) return seen(found);
    const recipients = await recalls.next(lotHoldId, step, Array.from({ length: batch.told }, () => newId<'case'>()));
    for (const { journeyId, plannedDoseId, caseId } of recipients) {
      heartbeat();
      await recordFinding(journeyId, { type: step === 'open' ? 'lotStopped' : 'lotLetGo', data: { plannedDoseId, lotHoldId, caseId } });
    }
    return seen(await recalls.pass(lotHoldId, step, recipients.map(({ plannedDoseId }) => plannedDoseId)));
  }
}

type Asked = { lotHoldId: LotHoldId; askedVersion: number };

function seen(found: Awaited<ReturnType<RecallReader['todo']>>): SeenRecall {
  if (!found) return GONE;
  const { version, step, over } = found;
  return { version, view: { todo: step && { step, version }, over } };
}
