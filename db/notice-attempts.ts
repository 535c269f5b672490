import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { NoticeId } from '../domain/ids.js';
import type { AttemptOutcome } from '../domain/notices/delivery.js';
import { toInstant, type Instant } from '../domain/time.js';

/** One attempt at a notice. `endedAt` and `outcome` null: its end is not known. `nextAt`: when it was to be tried again. */
export type NoticeAttempt = { attempt: number; channel: string; begunAt: Instant; endedAt: Instant | null; outcome: AttemptOutcome | null; errorCode: string | null; nextAt: Instant | null };

type Which = { noticeId: NoticeId; attempt: number };

/** Written with the mark on the notice, before the call. */
export async function beginAttempt(sequelize: Sequelize, { noticeId, attempt, channel }: Which & { channel: string }, transaction: Transaction): Promise<void> {
  await sequelize.query('insert into notice_attempts (notice_id, attempt, channel) values ($1, $2, $3)', { bind: [noticeId, attempt, channel], transaction });
}

/** What a receipt says takes the place of what the provider said. */
export async function endAttempt(sequelize: Sequelize, { noticeId, attempt, outcome, errorCode, nextAt }: Which & { outcome: AttemptOutcome; errorCode: string | null; nextAt: Instant | null }, transaction: Transaction): Promise<void> {
  await sequelize.query('update notice_attempts set ended_at = now(), outcome = $3, error_code = $4, next_at = from_ms($5) where notice_id = $1 and attempt = $2', {
    bind: [noticeId, attempt, outcome, errorCode, nextAt], transaction,
  });
}

type Row = { attempt: number; channel: string; begunAt: Date; endedAt: Date | null; outcome: AttemptOutcome | null; errorCode: string | null; nextAt: Date | null };

/** In order. */
export async function readAttempts(sequelize: Sequelize, noticeId: NoticeId, transaction: Transaction): Promise<NoticeAttempt[]> {
  const rows = await sequelize.query<Row>(
    `select attempt, channel, begun_at as "begunAt", ended_at as "endedAt", outcome, error_code as "errorCode", next_at as "nextAt" from notice_attempts where notice_id = $1 order by attempt`,
    { bind: [noticeId], type: QueryTypes.SELECT, transaction },
  );
  const at = (time: Date | null) => time && toInstant(time.getTime());
  return rows.map(({ begunAt, endedAt, nextAt, ...row }) => ({ ...row, begunAt: toInstant(begunAt.getTime()), endedAt: at(endedAt), nextAt: at(nextAt) }));
}
