import type { BegunNotice, NoticeStore } from '../db/notice-store.js';
import type { JourneyId, NoticeId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import { Doubtful, Rejected, Unavailable } from '../registries/errors.js';
import type { NoticeChannel } from '../registries/notice-channel/port.js';
import type { NoticeOutcome } from '../domain/journey/events.js';
import { seen, signal, type EffectParts } from './effect.js';
import type { SeenView } from './journey-activities.js';

export type NoticeActivityParts = EffectParts & {
  channel: NoticeChannel;
  /** One notice for each message, channel and recipient, written before anything is sent. */
  notices: Pick<NoticeStore, 'begin' | 'notSent' | 'settle'>;
  /** The phone as it is now: resolved at the send, not at the booking (hazard H10). Null is a state, not an error. */
  readPhone: (state: JourneyState) => Promise<string | null>;
  /** Policy text without diagnosis, vaccine or name; the detail is behind a login. */
  template: { id: string; zh: string };
};

export type NoticeActivities = ReturnType<typeof createNoticeActivities>;

type Sent = { outcome: Exclude<NoticeOutcome, 'no-phone'>; providerId: string | null };

export function createNoticeActivities({ readState, recordFinding, channel, notices, readPhone, template }: NoticeActivityParts) {
  /** Never a second send that nobody can rule out to be one: ask by key, or leave it to a person. */
  async function sendOnce(to: string, { noticeId, attempted }: BegunNotice): Promise<Sent> {
    const asked = { key: noticeId, signal: signal() };
    if (attempted && !channel.canAsk) return { outcome: 'uncertain', providerId: null };
    const before = attempted ? await channel.findByKey(asked) : { outcome: 'none' as const };
    const { providerId } = before.outcome === 'accepted' ? before : await channel.send({ ...asked, to, text: template.zh });
    return { outcome: 'sent', providerId };
  }

  /** What a failed send says for good; a send that did not leave is taken back first, so that it may be tried again. */
  async function settledBy(error: unknown, state: JourneyState, noticeId: NoticeId): Promise<Sent> {
    if (error instanceof Doubtful) return { outcome: 'uncertain', providerId: null };
    if (error instanceof Rejected) return { outcome: 'failed', providerId: null };
    if (error instanceof Unavailable && error.effect === 'none') await notices.notSent(state, noticeId);
    throw error;
  }

  return {
    /** 结果查询. Safe to repeat: the notice stands before the call, and a send in doubt is asked for or left `uncertain`. */
    async sendResultNotice({ journeyId, contentVersion }: { journeyId: JourneyId; contentVersion: number }): Promise<SeenView> {
      const state = await readState(journeyId);
      if (!state || processView(state).notice !== contentVersion) return seen(state);
      const to = await readPhone(state);
      if (to === null) return recordFinding(journeyId, { type: 'noticeDone', data: { contentVersion, noticeId: null, outcome: 'no-phone' } });
      const kept = await notices.begin(state, { contentVersion, channel: 'sms', template: template.id, recipient: to });
      const { noticeId } = kept;
      const { outcome, providerId } = kept.outcome ? { outcome: kept.outcome, providerId: null } : await sendOnce(to, kept).catch((error: unknown) => settledBy(error, state, noticeId));
      if (!kept.outcome) await notices.settle(state, noticeId, outcome, providerId);
      return recordFinding(journeyId, { type: 'noticeDone', data: { contentVersion, noticeId, outcome } });
    },
  };
}
