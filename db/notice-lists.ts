import type { Sequelize, Transaction } from 'sequelize';
import { NOTICE_STATES, type NoticeState } from '../domain/notices/delivery.js';
import { endOfDay, startOfDay, type LocalDate } from '../domain/time.js';
import { decodeCursor } from './keyset.js';
import type { NoticeModel } from './models/notice-model.js';
import type { PlaceKey } from './place-key.js';

/** `template` is the kind of a notice, `day` the one that it was made on. */
export type NoticeFilter = { state?: NoticeState | undefined; channel?: string | undefined; template?: string | undefined; day?: LocalDate | undefined };
export type NoticesWanted = PlaceKey & NoticeFilter & { after: string | undefined; limit: number };

/**
 * The newest first: a page of each channel, kind and state that is asked for, each in the order of an index, brought together. Which channels and
 * kinds there are at a place is read from the same index, a row for each. Throws `UnsupportedListError`.
 */
export function findNotices(notices: typeof NoticeModel, sequelize: Sequelize, { column, value, state, channel, template, day, after, limit }: NoticesWanted, transaction: Transaction): Promise<NoticeModel[]> {
  const bind: unknown[] = [];
  const given = (one: unknown) => `$${bind.push(one)}`;
  const at = `${column} = ${given(value)}`;
  const rows = [
    ...(day === undefined ? [] : [`id >= uuid_floor(from_ms(${given(startOfDay(day))}))`, `id < uuid_floor(from_ms(${given(endOfDay(day))}))`]),
    ...(after === undefined ? [] : [`id < ${given(decodeCursor(after)[1])}::uuid`]),
  ];
  const asked = [...(channel === undefined ? [] : [`channel = ${given(channel)}`]), ...(template === undefined ? [] : [`template = ${given(template)}`])];
  const columns = Object.values(notices.getAttributes()).map(({ field }) => field).join(', ');
  const newest = `order by id desc limit ${given(limit)}`;
  const sql = `
    with recursive sorts as (
      (select channel, template from notices where ${at} order by channel, template limit 1)
      union all
      select following.channel, following.template from sorts cross join lateral (
        select channel, template from notices where ${at} and (channel, template) > (sorts.channel, sorts.template) order by channel, template limit 1) following
    )
    select found.* from (select * from sorts where ${asked.join(' and ') || 'true'}) wanted cross join unnest(${given(state === undefined ? [...NOTICE_STATES] : [state])}::text[]) states (state) cross join lateral (
      select ${columns} from notices where ${[at, 'channel = wanted.channel', 'template = wanted.template', 'state = states.state', ...rows].join(' and ')} ${newest}) found
    ${newest}`;
  return sequelize.query(sql, { bind, model: notices, mapToModel: true, transaction });
}
