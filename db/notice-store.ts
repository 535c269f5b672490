import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { toId, type JourneyId, type NoticeId } from '../domain/ids.js';
import { localDateOf, toInstant } from '../domain/time.js';
import type { BlindIndex } from './blind-index.js';
import { bindNoticeModel } from './models/notice-model.js';
import { newId } from './new-id.js';
import { inHand, toNotice, toOwned, type Notice, type NoticeInHand, type NoticeOwner, type NoticeStep, type NoticeToBegin, type OwnedNotice } from './notice.js';
import { beginAttempt, endAttempt, readAttempts, type NoticeAttempt } from './notice-attempts.js';
import { claimKey, type Message } from './notice-key.js';
import { findNotices, type NoticeFilter } from './notice-lists.js';
import { asList, EMPTY_PAGE, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { keyOf, type Place } from './place-key.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type NoticeStore = ReturnType<typeof createNoticeStore>;
export type NoticeReader = ReturnType<typeof createNoticeReader>;

/** Notices are written before the call: one per (message, channel, recipient), for ever. */
export function createNoticeStore({ sequelize, blindIndex }: { sequelize: Sequelize; blindIndex: BlindIndex }) {
  const notices = bindNoticeModel(sequelize);
  const claim = (owner: NoticeOwner, message: Message, transaction: Transaction) => claimKey({ sequelize, blindIndex, transaction }, owner, message);

  /** Readers by cursor see the change by the transaction that made it. */
  async function write(noticeId: NoticeId, step: NoticeStep, transaction: Transaction): Promise<void> {
    const { state, channel = null, nextAt = null, errorCode = null, inDoubt = false, providerId = null, over } = step;
    const [row] = await sequelize.query<{ version: number; attempts: number }>(
      `update notices set state = $2, channel = coalesce($3, channel), next_at = from_ms($4), error_code = $5, in_doubt = $6, provider_id = coalesce($7, provider_id),
         process_over = $8, version = version + 1, xid = pg_current_xact_id(), updated_at = now() where id = $1 returning version, attempts`,
      { bind: [noticeId, state, channel, nextAt, errorCode, inDoubt, providerId, over], type: QueryTypes.SELECT, transaction },
    );
    if (!row) return;
    if (step.attempt) await endAttempt(sequelize, { noticeId, attempt: row.attempts, outcome: step.attempt, errorCode, nextAt: state === 'waiting' ? nextAt : null }, transaction);
    if (step.tell) await putNews(noticeId, row.version, transaction);
  }

  async function putNews(noticeId: NoticeId, version: number, transaction: Transaction): Promise<void> {
    const news = { process: 'noticeDelivery', id: noticeId, version, day: localDateOf(toInstant(Date.now())), sendAfterMs: 0 };
    await sequelize.query('select put_news_v1($1)', { bind: [JSON.stringify(news)], transaction });
  }

  /** From here on its end is not known, until it is written down. */
  async function markAttempt(noticeId: NoticeId, transaction: Transaction): Promise<{ inDoubt: boolean; attempts: number }> {
    const [row] = await sequelize.query<{ inDoubt: boolean; attempts: number; channel: string }>(
      `with before as (select id, in_doubt, attempts from notices where id = $1 for update)
       update notices n set in_doubt = true, attempts = n.attempts + 1 from before where n.id = before.id returning before.in_doubt as "inDoubt", n.attempts, n.channel`,
      { bind: [noticeId], type: QueryTypes.SELECT, transaction },
    );
    if (!row) throw new TypeError('a notice has gone');
    const { inDoubt, attempts, channel } = row;
    await beginAttempt(sequelize, { noticeId, attempt: attempts, channel }, transaction);
    return { inDoubt, attempts };
  }

  return {
    /**
     * The first send of a message: the one notice of it to this recipient, marked as attempted from now on, unless it has to wait or is
     * already another's to deliver.
     */
    begin: (owner: NoticeOwner, notice: NoticeToBegin): Promise<NoticeInHand> =>
      withScope(sequelize, { site: owner.siteId }, async (transaction) => {
        const noticeId = newId<'notice'>();
        const known = await claim(owner, { ...notice, noticeId }, transaction);
        if (known === null) {
          const { contentVersion, channel, template, notBefore } = notice;
          const waits = notBefore !== null;
          const row = await notices.create({
            id: noticeId, ...ownerOf(owner), contentVersion, channel, template, state: waits ? 'waiting' : 'pending', attempts: waits ? 0 : 1, providerId: null,
            nextAt: notBefore === null ? null : new Date(notBefore), errorCode: waits ? 'quiet-hours' : null, inDoubt: !waits, processOver: !waits,
          }, { transaction });
          await (waits ? putNews(noticeId, 1, transaction) : beginAttempt(sequelize, { noticeId, attempt: 1, channel }, transaction));
          return { ...inHand(row), inDoubt: false };
        }
        const row = await notices.findByPk(known, { transaction, lock: transaction.LOCK.UPDATE, rejectOnEmpty: true });
        return row.state === 'pending' ? { ...inHand(row), ...(await markAttempt(toId(known), transaction)) } : inHand(row);
      }),

    /** Another attempt at a notice, by its channel and to the number as it is now. Null when that number has had this message as another notice. */
    attempt: (notice: NoticeInHand, recipient: string): Promise<NoticeInHand | null> =>
      withScope(sequelize, { site: notice.siteId }, async (transaction) => {
        const known = await claim(notice, { ...notice, recipient }, transaction);
        if (known !== null && known !== notice.noticeId) return null;
        return { ...notice, ...(await markAttempt(notice.noticeId, transaction)) };
      }),

    write: ({ noticeId, siteId }: Pick<NoticeInHand, 'noticeId' | 'siteId'>, step: NoticeStep): Promise<void> =>
      withScope(sequelize, { site: siteId }, (transaction) => write(noticeId, step, transaction)),

    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<Notice[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await notices.findAll({ where: { journeyId }, order: [['id', 'asc']], transaction });
        return rows.map(toNotice);
      }),

    /** Notices of a site or an area, the newest first. Throws `UnsupportedListError` for a place, size or cursor that is not offered. */
    list: (scope: Scope, place: Place, filter: NoticeFilter, page: PageRequest): Promise<Page<OwnedNotice>> =>
      asList(async () => {
        const [key, limit] = [keyOf(scope, place), pageSize(page.first) + 1];
        if (!key) return EMPTY_PAGE;
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await findNotices(notices, sequelize, { ...key, ...filter, after: page.after, limit }, transaction);
          return pageOf(rows, page, toOwned, ({ id }) => [id, id]);
        });
      }),

    /** With each attempt, in order; null outside the scope. */
    get: (scope: Scope, noticeId: NoticeId): Promise<{ notice: OwnedNotice; tries: NoticeAttempt[] } | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await notices.findByPk(noticeId, { transaction });
        return row && { notice: toOwned(row), tries: await readAttempts(sequelize, noticeId, transaction) };
      }),
  };
}

/** What the process of a notice reads, in one statement each, over all sites. */
export function createNoticeReader(pool: Pick<Statements, 'call'>) {
  return {
    /** Takes the news away: for the process's own reading alone. */
    readWithNews: (noticeId: NoticeId): Promise<NoticeInHand | null> => pool.call('read_notice_news_v1', noticeId),
    read: (noticeId: NoticeId): Promise<NoticeInHand | null> => pool.call('read_notice_view_v1', noticeId),
    /** Those whose receipts are due, the longest first. */
    toAsk: (limit: number): Promise<NoticeInHand[]> => pool.call('notices_to_ask_v1', limit),
  };
}

function ownerOf({ journeyId, residentId, siteId, areaCode }: NoticeOwner): NoticeOwner {
  return { journeyId, residentId, siteId, areaCode };
}
