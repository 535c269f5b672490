import type { NoticeInHand } from '../db/notice.js';
import type { NoticeStore } from '../db/notice-store.js';
import type { JourneyId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import { outcomeOf, quietUntil, type NoticeState } from '../domain/notices/delivery.js';
import type { Clocks } from '../domain/policies.js';
import type { Instant } from '../domain/time.js';
import { seen, type EffectParts } from './effect.js';
import type { SeenView } from './journey-activities.js';
import type { NoticeSender } from './notice-sender.js';

export type NoticeActivityParts = EffectParts & {
  sender: Pick<NoticeSender, 'begin' | 'send'>;
  /** One notice for each message, channel and recipient, written before anything is sent. */
  notices: Pick<NoticeStore, 'begin' | 'write'>;
  /** The phone as it is now: resolved at the send, not at the booking (hazard H10). Null is a state, not an error. */
  readPhone: (state: JourneyState) => Promise<string | null>;
  clocks: () => Promise<Clocks>;
  now: () => Instant;
};

export type NoticeActivities = ReturnType<typeof createNoticeActivities>;

export function createNoticeActivities({ readState, recordFinding, sender, notices, readPhone, clocks, now }: NoticeActivityParts) {
  /** The first attempt; the notice's own process is told where there is to be another. */
  async function begun(notice: NoticeInHand, to: string): Promise<NoticeState> {
    const step = await sender.send(notice, to);
    await notices.write(notice, { ...step, tell: !step.over });
    return step.state;
  }

  return {
    /** 结果查询. Safe to repeat: the notice stands before the call, and what does not end at once is handed over to its own process. */
    async sendResultNotice({ journeyId, contentVersion }: { journeyId: JourneyId; contentVersion: number }): Promise<SeenView> {
      const state = await readState(journeyId);
      if (!state || processView(state).notice !== contentVersion) return seen(state);
      const to = await readPhone(state);
      if (to === null) return recordFinding(journeyId, { type: 'noticeDone', data: { contentVersion, noticeId: null, outcome: 'no-phone' } });
      const notBefore = quietUntil(now(), (await clocks()).noticeQuietHours);
      const kept = await notices.begin(state, { contentVersion, ...(await sender.begin()), recipient: to, notBefore });
      const { noticeId } = kept;
      const outcome = outcomeOf(kept.state === 'pending' ? await begun(kept, to) : kept.state);
      return recordFinding(journeyId, outcome ? { type: 'noticeDone', data: { contentVersion, noticeId, outcome } } : { type: 'noticeHandedOver', data: { contentVersion, noticeId } });
    },
  };
}
