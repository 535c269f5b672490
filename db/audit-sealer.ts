import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AUDIT_COLUMNS, entryOf, FIRST_PREVIOUS, rootOf, type AuditRow } from './audit/canonical-row.js';
import type { Statements } from './pool.js';

export type AuditSealerOptions = { pool: Statements; anchorFile: string; onError: (error: Error) => void; everyMs?: number };

export type AuditSealer = {
  /** Seals what is waiting, returns how many rows; 0 too when another process is at it. */
  seal(): Promise<number>;
  /** Age of the oldest row that is not sealed yet, in ms; more than 10 s is an alarm. */
  lagMs(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
};

/** One line of the anchor file: the head of the chain and how many rows it covers. A chain alone cannot show that its tail was cut off. */
export type Anchor = { batch: number; head: string; count: number; at: string };

type Head = { batch: string; last_xid: string; last: string; total: string; root: Buffer };

const BATCH_ROWS = 2_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Chains audit rows after the fact, once a second, in the order (xid, id). It takes rows only below the snapshot's xmin: every transaction
 * there is over, so no row can still appear between those that are sealed, in whatever order transactions commit.
 */
export function createAuditSealer({ pool, anchorFile, onError, everyMs = 1_000 }: AuditSealerOptions): AuditSealer {
  let timer: NodeJS.Timeout | null = null;
  let sealing: Promise<unknown> = Promise.resolve();

  async function seal(): Promise<number> {
    let total = 0;
    for (;;) {
      const anchor = await pool.transaction(sealBatch);
      if (!anchor) return total;
      await appendAnchor(anchorFile, anchor.line);
      total += anchor.rows;
      if (anchor.rows < BATCH_ROWS) return total;
    }
  }
  const tick = () => {
    sealing = seal().catch(onError).then(() => {
      if (timer) timer = setTimeout(tick, everyMs);
    });
  };
  return {
    seal,
    async lagMs() {
      const [row] = await pool.query<{ lag: number | null }>(
        'audit_lag_v1',
        `with head as (select last_xid, last from audit_seals order by batch desc limit 1)
         select (extract(epoch from now() - (select at from audit_rows
           where (xid, id) > (coalesce((select last_xid from head), '0'), coalesce((select last from head), $1)) order by xid, id limit 1)) * 1000)::float8 as lag`,
        [NO_ID],
      );
      return Math.max(0, row?.lag ?? 0);
    },
    start() {
      timer ??= setTimeout(tick, 0);
    },
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await sealing;
    },
  };
}

async function sealBatch(query: Parameters<Parameters<Statements['transaction']>[0]>[0]): Promise<{ line: Anchor; rows: number } | null> {
  const [lock] = await query<{ mine: boolean }>('audit_lock_v1', 'select pg_try_advisory_xact_lock(7302005) as mine');
  if (!lock?.mine) return null;
  const [head] = await query<Head>('audit_head_v1', 'select batch::text, last_xid::text, last::text, total::text, root from audit_seals order by audit_seals.batch desc limit 1'); // the number, not its text in the output
  const rows = await query<AuditRow>(
    'audit_rows_to_seal_v1',
    `select ${AUDIT_COLUMNS} from audit_rows
     where (xid, id) > ($1::xid8, $2::uuid) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by audit_rows.xid, audit_rows.id limit $3`,
    [head?.last_xid ?? '0', head?.last ?? NO_ID, BATCH_ROWS],
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const previous = head?.root ?? FIRST_PREVIOUS;
  const entries = Buffer.concat(rows.map(entryOf));
  const root = rootOf(previous, entries);
  const batch = Number(head?.batch ?? 0) + 1;
  const total = Number(head?.total ?? 0) + rows.length;
  await query(
    'audit_seal_v1',
    'insert into audit_seals (batch, first_xid, first, last_xid, last, count, total, rows, root, previous) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [batch, first.xid, first.id, last.xid, last.id, rows.length, total, entries, root, previous],
  );
  return { line: { batch, head: root.toString('hex'), count: total, at: new Date().toISOString() }, rows: rows.length };
}

async function appendAnchor(file: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
}
