import type { NoticeInHand } from '../db/notice.js';
import type { NoticeReader, NoticeStore } from '../db/notice-store.js';
import type { Clocks } from '../domain/policies.js';
import { toInstant, type Instant } from '../domain/time.js';
import { Rejected, Unavailable } from '../registries/errors.js';
import { signal } from './effect.js';
import type { NoticeSender } from './notice-sender.js';

export type ReceiptActivityParts = {
  sender: Pick<NoticeSender, 'channelOf' | 'refused'>;
  notices: Pick<NoticeStore, 'write'>;
  reader: Pick<NoticeReader, 'toAsk'>;
  clocks: () => Promise<Clocks>;
  now: () => Instant;
};

export type ReceiptActivities = ReturnType<typeof createReceiptActivities>;

const RECEIPTS_AT_ONCE = 100;
const UNANSWERED_IN_A_ROW = 3;
/** A receipt is asked for again after a quarter of the age of its notice: seldom in the end. */
const AGE_PER_QUESTION = 4;

export function createReceiptActivities({ sender, notices, reader, clocks, now }: ReceiptActivityParts) {
  /** Null when nobody expects an answer any more. */
  async function askAgainAt({ createdAt }: NoticeInHand): Promise<Instant | null> {
    const { noticeGiveUpMs, noticeReceiptMs } = await clocks();
    const age = now() - createdAt;
    return age >= noticeGiveUpMs ? null : toInstant(now() + Math.max(noticeReceiptMs, Math.round(age / AGE_PER_QUESTION)));
  }

  /** A negative receipt is told to the notice's own process, which brings it further. Says whether there was an answer. */
  async function ask(notice: NoticeInHand): Promise<boolean> {
    const { channel, providerId } = notice;
    try {
      const receipt = providerId === null ? 'pending' : await sender.channelOf(channel).receipt({ providerId, signal: signal() });
      if (receipt === 'delivered') await notices.write(notice, { state: 'delivered', over: true, attempt: 'delivered' });
      else if (receipt === 'failed') await notices.write(notice, { ...(await sender.refused(notice, 'not-received')), over: false, tell: true, attempt: 'not-received' });
      else await notices.write(notice, { state: 'sent', nextAt: await askAgainAt(notice), over: true });
      return true;
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof Rejected)) throw error;
      const isKnown = error instanceof Unavailable;
      await notices.write(notice, { state: 'sent', nextAt: isKnown ? await askAgainAt(notice) : null, errorCode: error.code, over: true });
      return !isKnown;
    }
  }

  return {
    /** Of notices that were accepted some time ago: whether they were received. Ends early where the provider does not answer. */
    async askReceipts(): Promise<{ asked: number; more: boolean }> {
      const due = await reader.toAsk(RECEIPTS_AT_ONCE);
      let [asked, unanswered] = [0, 0];
      for (const notice of due) {
        unanswered = (await ask(notice)) ? 0 : unanswered + 1;
        asked += 1;
        if (unanswered === UNANSWERED_IN_A_ROW) return { asked, more: false };
      }
      return { asked, more: due.length === RECEIPTS_AT_ONCE };
    },
  };
}
