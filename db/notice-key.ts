import type { Sequelize, Transaction } from 'sequelize';
import type { NoticeId } from '../domain/ids.js';
import type { BlindIndex } from './blind-index.js';
import type { NoticeOwner } from './notice.js';

export type Message = { noticeId: NoticeId; contentVersion: number; channel: string; recipient: string };

/** Null when the key is new and now this notice's; else whose it is. */
export async function claimKey({ sequelize, blindIndex, transaction }: { sequelize: Sequelize; blindIndex: BlindIndex; transaction: Transaction }, owner: NoticeOwner, { noticeId, contentVersion, channel, recipient }: Message): Promise<string | null> {
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
