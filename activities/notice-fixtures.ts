import type { NoticeInHand, NoticeStep } from '../db/notice.js';
import { dose, givenDose, JOURNEY, policies, uuid } from '../domain/journey/journey-fixtures.js';
import type { Clocks } from '../domain/policies.js';
import type { Instant } from '../domain/time.js';
import type { NoticeChannel, Receipt, SendOutcome } from '../registries/notice-channel/port.js';
import { JourneyInPlace } from './activity-fixtures.js';
import { createNoticeActivities } from './notice-activities.js';
import { createNoticeDeliveryActivities } from './notice-delivery-activities.js';
import { createNoticeSender } from './notice-sender.js';
import { createReceiptActivities } from './receipt-activities.js';

export const NOTICE = uuid<'notice'>(70);
export const PHONE = '13800000000';
export const NOW = 1_800_000_000_000 as Instant;

/** What its channel does; told nothing, it takes everything and knows of nothing. */
export type Answers = { canAsk?: boolean; send?: () => Promise<SendOutcome>; find?: () => Promise<SendOutcome | { outcome: 'none' }>; receipt?: () => Promise<Receipt> };
export type Around = { channels?: Record<string, Answers>; clocks?: Partial<Clocks>; phone?: string | null; journey?: JourneyInPlace };

/** Everything uploaded: the notice is due. */
export function due(): JourneyInPlace {
  const created = { type: 'archiveCreated' as const, data: { contentVersion: 1, registryVersion: '1' } };
  return new JourneyInPlace(givenDose().through(created, { type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } }));
}

/** Test material: one notice in memory in the place of its row, under the real activities and rules. */
export class NoticeInPlace {
  readonly calls: string[] = [];
  notice: NoticeInHand;
  told = 0;
  readonly journey: JourneyInPlace;
  private readonly around: Around;

  constructor(notice: Partial<NoticeInHand> = {}, around: Around = {}) {
    this.around = around;
    this.journey = around.journey ?? due();
    const { journeyId, residentId, siteId, areaCode } = this.journey.journey.current;
    this.notice = {
      noticeId: NOTICE, journeyId, residentId, siteId, areaCode, contentVersion: 1, channel: 'sms', state: 'pending', attempts: 1, nextAt: null,
      createdAt: NOW, version: 1, inDoubt: false, providerId: null, over: true, ...notice,
    };
  }

  get outcome() {
    const finding = this.journey.recorded.at(-1)?.finding;
    return finding?.type === 'noticeDone' ? finding.data.outcome : (finding?.type ?? null);
  }

  get cases() {
    return this.journey.journey.current.cases.map(({ kind }) => kind);
  }

  get activities() {
    const { channels = { sms: {} }, clocks = {}, phone = PHONE } = this.around;
    const sending = { notices: this.store, clocks: async () => ({ ...policies.clocks, ...clocks }), now: () => NOW };
    const policy = { channels: Object.keys(channels), templates: [{ id: 't', zh: '短信', en: 'text' }] };
    const sender = createNoticeSender({ ...sending, policy: async () => policy, channels: new Map(Object.entries(channels).map(([name, answers]) => [name, this.channel(name, answers)])), random: () => 1 });
    const reader = { read: async () => ({ ...this.notice }), readWithNews: async () => ({ ...this.notice }), toAsk: async () => [{ ...this.notice }] };
    const { readState, recordFinding } = this.journey;
    const parts = { readState, recordFinding, ...sending, sender, readPhone: async () => phone };
    const delivery = createNoticeDeliveryActivities({ ...parts, reader });
    return { ...createNoticeActivities(parts), ...delivery.local, ...delivery.atProvider, ...createReceiptActivities({ ...sending, sender, reader }) };
  }

  asked = { journeyId: JOURNEY, contentVersion: 1 };
  get delivered() {
    return { journeyId: JOURNEY, noticeId: NOTICE, askedVersion: this.notice.version };
  }

  private readonly store = {
    begin: async (_: unknown, { notBefore }: { notBefore: Instant | null }) => {
      this.calls.push('begin');
      if (notBefore !== null) this.change({ state: 'waiting', nextAt: notBefore, over: false });
      return { ...this.notice };
    },
    attempt: async (notice: NoticeInHand) => (this.calls.push('attempt'), { ...notice, attempts: notice.attempts + 1 }),
    write: async (_: unknown, { tell = false, ...step }: NoticeStep) => {
      this.calls.push(`write ${step.state}`);
      this.told += tell ? 1 : 0;
      const { channel = this.notice.channel, providerId = this.notice.providerId, nextAt = null, inDoubt = false, state, over } = step;
      this.change({ channel, providerId, nextAt, inDoubt, state, over, version: this.notice.version + 1 });
    },
  };

  private change(change: Partial<NoticeInHand>): void {
    this.notice = { ...this.notice, ...change };
  }

  private channel(name: string, { canAsk = true, send, find, receipt }: Answers): NoticeChannel {
    return {
      canAsk,
      send: ({ to, text }) => (this.calls.push(`${name} ${to} ${text}`), send ? send() : Promise.resolve({ outcome: 'accepted', providerId: 'p1' })),
      findByKey: () => (this.calls.push('ask'), find ? find() : Promise.resolve({ outcome: 'none' })),
      receipt: () => (this.calls.push('receipt'), receipt ? receipt() : Promise.resolve('pending')),
    };
  }
}
