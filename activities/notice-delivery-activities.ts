import type { NoticeInHand, NoticeStep } from '../db/notice.js';
import type { NoticeReader, NoticeStore } from '../db/notice-store.js';
import type { JourneyId, NoticeId } from '../domain/ids.js';
import { awaitsNotice } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import { noticeView, outcomeOf, quietUntil, type NoticeView } from '../domain/notices/delivery.js';
import type { Clocks } from '../domain/policies.js';
import type { Instant } from '../domain/time.js';
import type { EffectParts } from './effect.js';
import type { NoticeSender } from './notice-sender.js';

export type NoticeDeliveryParts = EffectParts & {
  sender: Pick<NoticeSender, 'send'>;
  notices: Pick<NoticeStore, 'attempt' | 'write'>;
  reader: Pick<NoticeReader, 'read' | 'readWithNews'>;
  /** The phone as it is now. Null is a state, not an error. */
  readPhone: (state: JourneyState) => Promise<string | null>;
  clocks: () => Promise<Clocks>;
  now: () => Instant;
};

/** The version of a notice and what its process needs to know of it. */
export type SeenNotice = { version: number; view: NoticeView };

/** Inside the workflow task: reading the view, and reporting what is no provider's fault. */
export type NoticeFollowActivities = ReturnType<typeof createNoticeDeliveryActivities>['local'];
/** At the provider, on its queue. */
export type NoticeDeliveryActivities = ReturnType<typeof createNoticeDeliveryActivities>['atProvider'];

export function createNoticeDeliveryActivities({ readState, recordFinding, sender, notices, reader, readPhone, clocks, now }: NoticeDeliveryParts) {
  const seenOf = (notice: NoticeInHand | null): SeenNotice => ({ version: notice?.version ?? 0, view: noticeView(notice) });

  /** What its journey is told of one that has ended; one that had been accepted and was not received is another finding. */
  async function tell({ journeyId, noticeId, contentVersion, state, providerId }: NoticeInHand): Promise<void> {
    const outcome = outcomeOf(state);
    if (outcome === 'failed' && providerId !== null) await recordFinding(journeyId, { type: 'noticeNotReceived', data: { contentVersion, noticeId } });
    else if (outcome) await recordFinding(journeyId, { type: 'noticeDone', data: { contentVersion, noticeId, outcome } });
  }

  /** What the next attempt makes of it; a notice that may have left is never given up without a word. */
  async function tried(notice: NoticeInHand): Promise<NoticeStep> {
    const { inDoubt } = notice;
    const state = await readState(notice.journeyId);
    if (!state || !isWanted(state, notice)) return { state: inDoubt ? 'uncertain' : 'withdrawn', over: false };
    const until = quietUntil(now(), (await clocks()).noticeQuietHours);
    if (until !== null) return { state: 'waiting', nextAt: until, errorCode: 'quiet-hours', inDoubt, over: false };
    const to = await readPhone(state);
    if (to === null) return { state: inDoubt ? 'uncertain' : 'no-phone', over: false };
    const attempt = await notices.attempt(notice, to);
    return attempt ? sender.send(attempt, to) : { state: 'uncertain', over: false };
  }

  return {
    local: {
      readNotice: async ({ noticeId }: { noticeId: NoticeId }): Promise<SeenNotice> => seenOf(await reader.readWithNews(noticeId)),

      async recordNoticeFault({ noticeId }: { noticeId: NoticeId }): Promise<SeenNotice> {
        const notice = await reader.read(noticeId);
        const state = notice && (await readState(notice.journeyId));
        if (state) await recordFinding(state.journeyId, { type: 'softwareFaulted', data: { step: 'deliverNotice', restarts: state.restarts } });
        return seenOf(notice);
      },
    },
    atProvider: {
      /**
       * One attempt at a notice that waits, or the word to its journey of one that has ended. Safe to repeat: the row is the truth about what
       * was sent, and each of the two ends in a version of its own.
       */
      async deliverNotice({ noticeId, askedVersion }: { journeyId: JourneyId; noticeId: NoticeId; askedVersion: number }): Promise<SeenNotice> {
        const notice = await reader.read(noticeId);
        if (!notice || notice.over || notice.version !== askedVersion) return seenOf(notice);
        if (notice.state === 'waiting') await notices.write(notice, { ...(await tried(notice)), over: false });
        else {
          await tell(notice);
          await notices.write(notice, { state: notice.state, nextAt: notice.nextAt, over: true });
        }
        return seenOf(await reader.read(noticeId));
      },
    },
  };
}

/** Its journey waits for it, or has been told that it was sent and hears now that it was not received. */
function isWanted(state: JourneyState, { contentVersion, providerId }: NoticeInHand): boolean {
  return awaitsNotice(state, contentVersion) || (providerId !== null && state.notice?.contentVersion === contentVersion);
}
