import type { Sequelize, Transaction } from 'sequelize';
import { toId, type AreaCode, type JourneyId, type NoticeId, type ResidentId, type SiteId } from '../domain/ids.js';
import type { NoticeOutcome } from '../domain/journey/events.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { BlindIndex } from './blind-index.js';
import { bindNoticeModel, type NoticeModel } from './models/notice-model.js';
import { newId } from './new-id.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export const NOTICE_STATES = ['pending', 'sent', 'delivered', 'failed', 'uncertain', 'no-phone'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export type Notice = {
  noticeId: NoticeId;
  journeyId: JourneyId;
  contentVersion: number;
  channel: string;
  template: string;
  state: NoticeState;
  attempts: number;
  providerId: string | null;
  createdAt: Instant;
};

/** `attempted`: a send was begun and its end is not known. `outcome`: it is final. */
export type BegunNotice = { noticeId: NoticeId; attempted: boolean; outcome: NoticeOutcome | null };

/** Whom a notice belongs to. */
export type NoticeOwner = { journeyId: JourneyId; residentId: ResidentId; siteId: SiteId; areaCode: AreaCode };

/** `recipient` is the number as it is now; only its blind index is kept. */
export type NoticeToBegin = { contentVersion: number; channel: string; template: string; recipient: string };

export type NoticeStore = ReturnType<typeof createNoticeStore>;

/** Notices are written before the call: one per (message, channel, recipient), for ever. */
export function createNoticeStore({ sequelize, blindIndex }: { sequelize: Sequelize; blindIndex: BlindIndex }) {
  const notices = bindNoticeModel(sequelize);
  const change = (owner: NoticeOwner, noticeId: NoticeId, values: Partial<Pick<NoticeModel, 'state' | 'attempts' | 'providerId'>>) =>
    withScope(sequelize, { site: owner.siteId }, async (transaction) => {
      await notices.update(values, { where: { id: noticeId }, transaction });
      // Readers by cursor see the change by the transaction that made it.
      await sequelize.query('update notices set xid = pg_current_xact_id(), updated_at = now() where id = $1', { bind: [noticeId], transaction });
    });

  async function claim(owner: NoticeOwner, { contentVersion, channel, recipient }: NoticeToBegin, noticeId: NoticeId, transaction: Transaction): Promise<string | null> {
    const message = `${owner.journeyId}:result:${contentVersion}`;
    // Found under every key of the ring, written under the first: a key put first meanwhile must not make a second notice.
    const recipients = blindIndex.of('recipient', recipient).map(({ keyId, index }) => `${keyId}:${index.toString('hex')}`);
    const [rows] = await sequelize.query(
      `with mine as (
         insert into notice_keys (message, channel, recipient, notice_id, site_id, area_code) select $1, $2, $3, $4, $5, $6
         where not exists (select 1 from notice_keys where message = $1 and channel = $2 and recipient = any($7)) on conflict do nothing returning notice_id)
       select notice_id from mine`,
      { bind: [message, channel, recipients[0], noticeId, owner.siteId, owner.areaCode, recipients], transaction },
    );
    if (rows.length > 0) return null;
    const [others] = await sequelize.query('select notice_id from notice_keys where message = $1 and channel = $2 and recipient = any($3)', { bind: [message, channel, recipients], transaction });
    return (others as { notice_id: string }[])[0]?.notice_id ?? null;
  }

  return {
    /** The one notice of this message to this recipient, marked as attempted from now on; says whether it was before, and how it ended. */
    begin: (owner: NoticeOwner, notice: NoticeToBegin): Promise<BegunNotice> =>
      withScope(sequelize, { site: owner.siteId }, async (transaction) => {
        const noticeId = newId<'notice'>();
        const known = await claim(owner, notice, noticeId, transaction);
        if (known === null) {
          const { journeyId, residentId, siteId, areaCode } = owner;
          const { contentVersion, channel, template } = notice;
          await notices.create({ id: noticeId, journeyId, residentId, siteId, areaCode, contentVersion, channel, template, state: 'pending', attempts: 1, providerId: null }, { transaction });
          return { noticeId, attempted: false, outcome: null };
        }
        const row = await notices.findByPk(known, { transaction, lock: transaction.LOCK.UPDATE, rejectOnEmpty: true });
        const outcome = outcomeOf(row.state as NoticeState);
        const attempted = row.attempts > 0;
        if (!outcome && !attempted) await notices.update({ attempts: 1 }, { where: { id: known }, transaction });
        return { noticeId: toId(known), attempted, outcome };
      }),

    /** The send is known not to have left: the next attempt may send. */
    notSent: (owner: NoticeOwner, noticeId: NoticeId): Promise<void> => change(owner, noticeId, { attempts: 0 }),

    settle: (owner: NoticeOwner, noticeId: NoticeId, outcome: NoticeOutcome, providerId: string | null): Promise<void> =>
      change(owner, noticeId, { state: outcome, providerId }),

    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<Notice[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await notices.findAll({ where: { journeyId }, order: [['id', 'asc']], transaction });
        return rows.map(toNotice);
      }),
  };
}

function outcomeOf(state: NoticeState): NoticeOutcome | null {
  if (state === 'pending') return null;
  return state === 'delivered' ? 'sent' : state;
}

function toNotice({ id, journeyId, contentVersion, channel, template, state, attempts, providerId, createdAt }: NoticeModel): Notice {
  return { noticeId: toId(id), journeyId: toId(journeyId), contentVersion, channel, template, state: state as NoticeState, attempts, providerId, createdAt: toInstant(createdAt.getTime()) };
}
