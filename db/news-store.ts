import type { LocalDate } from '../domain/time.js';
import type { Statements } from './pool.js';

/** A workflow whose view changed and has not been read since. `id` names the thing, `process` the kind of workflow. */
export type News<Process extends string = string> = { process: Process; id: string; version: number; day: LocalDate };

export type NewsBacklog = {
  /** Rows that the engine has not been told of, counted up to 1,000. */
  unsent: number;
  oldestUnsentMs: number | null;
};

export type NewsStore = ReturnType<typeof createNewsStore>;

const COLUMNS = 'n.process, n.id, n.version, n.day::text as day';
const REBUILD_BATCH = 5_000;
/** One for each kind of workflow: news for a batch of its open views by id, answered with their count and the last id. */
const REQUEUE = ['requeue_open_views_v1', 'requeue_open_cases_v1', 'requeue_open_identities_v1', 'requeue_open_notices_v1', 'requeue_open_lot_holds_v1'] as const;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** For the relay's role, which sees news and nothing else. Any number of relays may run: rows are taken with SKIP LOCKED under a lease. */
export function createNewsStore(pool: Statements) {
  return {
    /** Due rows of these kinds, `today`'s first and then by day; nobody else gets them for `leaseMs`. Others are left to a newer release. */
    takeDue: <Process extends string>({ processes, today, limit, leaseMs }: { processes: readonly Process[]; today: LocalDate; limit: number; leaseMs: number }): Promise<News<Process>[]> =>
      pool.query<News<Process>>(
        'take_due_news_v2',
        `with of_today as materialized (
           select process, id from news where day = $1::date and send_after <= now() and $4::jsonb ? process order by send_after limit $2::int for update skip locked
         ), of_other_days as materialized (
           select process, id from news where day <> $1::date and send_after <= now() and $4::jsonb ? process
           order by day, send_after limit greatest($2::int - (select count(*) from of_today), 0) for update skip locked
         )
         update news n set send_after = now() + $3::int * interval '1 millisecond'
         from (select * from of_today union all select * from of_other_days) due
         where n.process = due.process and n.id = due.id returning ${COLUMNS}`,
        [today, limit, leaseMs, processes],
      ),

    /** The engine has accepted these. They are sent again, later each time, until they have been read; a newer version is left as it is. */
    async markSent(sent: readonly Pick<News, 'process' | 'id' | 'version'>[]): Promise<void> {
      if (sent.length === 0) return;
      await pool.query(
        'mark_news_sent_v1',
        `update news n set sent_at = now(), attempts = attempts + 1, send_after = now() + least(5 * 2 ^ least(attempts, 8), 600) * interval '1 second'
         from (select process, id, version from jsonb_to_recordset($1::jsonb) as s (process text, id uuid, version int)) s
         where n.process = s.process and n.id = s.id and n.version = s.version`,
        [JSON.stringify(sent.map(({ process, id, version }) => ({ process, id, version })))],
      );
    },

    /** News for each view that is not over; how a lost engine gets its workflows back. Returns their number, reports it as it grows. */
    async requeueOpenViews(onProgress?: (count: number) => void): Promise<number> {
      let total = 0;
      for (const requeue of REQUEUE) {
        for (let after: string | null = FIRST_ID; after !== null; ) {
          const { count, last }: { count: number; last: string | null } = await pool.call(requeue, after, REBUILD_BATCH);
          total += count;
          after = last;
          onProgress?.(total);
        }
      }
      return total;
    },

    async backlog(): Promise<NewsBacklog> {
      const [row] = await pool.query<{ unsent: number; oldest: number | null }>(
        'news_backlog_v1',
        `select count(*)::int as unsent, max(extract(epoch from now() - send_after) * 1000)::float8 as oldest
         from (select send_after from news where sent_at is null and send_after <= now() limit 1000) waiting`,
      );
      return { unsent: row?.unsent ?? 0, oldestUnsentMs: row?.oldest ?? null };
    },

    /** Sent more than `afterMs` ago, unread, although later news of others has been read: a fault of that workflow alone. */
    findUnread: ({ afterMs, limit }: { afterMs: number; limit: number }): Promise<News[]> =>
      pool.query<News>(
        'find_unread_news_v1',
        `select ${COLUMNS} from news n join news_progress p on p.process = n.process
         where n.sent_at < now() - $1::int * interval '1 millisecond' and n.sent_at < p.read_sent_at order by n.sent_at limit $2`,
        [afterMs, limit],
      ),

    /** Idempotency keys older than 35 days go. */
    purgeCommandKeys: async (): Promise<number> => Number(await pool.call('purge_command_keys_v1', '35 days')),

    /** Monthly partitions up to a year ahead; a no-op when they are there. */
    ensureMonths: (): Promise<number> => pool.call('create_month_partitions', new Date().toISOString().slice(0, 10), 13),
  };
}
