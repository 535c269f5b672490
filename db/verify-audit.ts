import { open } from 'node:fs/promises';
import { AUDIT_COLUMNS, ENTRY_BYTES, entryOf, FIRST_PREVIOUS, idOfEntry, rootOf, type AuditRow } from './audit/canonical-row.js';
import type { Anchor } from './audit-sealer.js';
import type { Statements } from './pool.js';

/** The first thing that is wrong, in the order of the chain. */
export type AuditBreak =
  | { kind: 'row-changed' | 'row-missing' | 'row-added'; batch: number; id: string }
  | { kind: 'seal-broken'; batch: number }
  | { kind: 'anchor-differs'; batch: number }
  | { kind: 'tail-cut'; batch: number; anchoredBatch: number };

export type AuditVerdict = { ok: true; batches: number; rows: number } | { ok: false; first: AuditBreak };

type Seal = { batch: string; last_xid: string; last: string; count: number; total: string; rows: Buffer; root: Buffer; previous: Buffer };
type Walk = { batch: number; lastXid: string; last: string; root: Buffer; rows: number };

const SEALS_AT_ONCE = 20;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Walks the whole chain as the auditor: every row against its seal, every seal against the one before, all against the anchors outside. */
export async function verifyAudit({ pool, anchorFile, onProgress }: { pool: Statements; anchorFile: string; onProgress?: (rows: number) => void }): Promise<AuditVerdict> {
  const anchors = await readAnchors(anchorFile);
  let at: Walk = { batch: 0, lastXid: '0', last: NO_ID, root: FIRST_PREVIOUS, rows: 0 };
  for (;;) {
    const seals = await pool.query<Seal>(
      'audit_seals_after_v1',
      'select batch::text, last_xid::text, last::text, count, total::text, rows, root, previous from audit_seals where batch > $1 order by audit_seals.batch limit $2',
      [at.batch, SEALS_AT_ONCE],
    );
    for (const seal of seals) {
      const first = sealBreak(at, seal, anchors) ?? (await rowBreak(pool, at, seal));
      if (first) return { ok: false, first };
      at = { batch: Number(seal.batch), lastXid: seal.last_xid, last: seal.last, root: seal.root, rows: at.rows + seal.count };
      onProgress?.(at.rows);
    }
    if (seals.length < SEALS_AT_ONCE) break;
  }
  const anchoredBatch = [...anchors.keys()].reduce((highest, batch) => Math.max(highest, batch), 0); // there is one for nearly every second of a year
  return anchoredBatch > at.batch ? { ok: false, first: { kind: 'tail-cut', batch: at.batch, anchoredBatch } } : { ok: true, batches: at.batch, rows: at.rows };
}

function sealBreak(at: Walk, seal: Seal, anchors: ReadonlyMap<number, Anchor>): AuditBreak | null {
  const batch = Number(seal.batch);
  const chained = batch === at.batch + 1 && seal.previous.equals(at.root) && rootOf(seal.previous, seal.rows).equals(seal.root);
  const counted = seal.rows.length === seal.count * ENTRY_BYTES && Number(seal.total) === at.rows + seal.count;
  if (!chained || !counted) return { kind: 'seal-broken', batch: at.batch + 1 };
  const anchor = anchors.get(batch);
  const anchored = !anchor || (anchor.head === seal.root.toString('hex') && anchor.count === Number(seal.total));
  return anchored ? null : { kind: 'anchor-differs', batch };
}

/** From the end of the batch before, not from this one's first row: a row slipped in between is found too. */
async function rowBreak(pool: Statements, at: Walk, seal: Seal): Promise<AuditBreak | null> {
  const batch = Number(seal.batch);
  const rows = await pool.query<AuditRow>(
    'audit_rows_sealed_v1',
    `select ${AUDIT_COLUMNS} from audit_rows
     where (xid, id) > ($1::xid8, $2::uuid) and (xid, id) <= ($3::xid8, $4::uuid) order by audit_rows.xid, audit_rows.id`,
    [at.lastXid, at.last, seal.last_xid, seal.last],
  );
  const sealed = new Map<string, Buffer>();
  for (let n = 0; n < seal.count; n += 1) {
    const entry = seal.rows.subarray(n * ENTRY_BYTES, (n + 1) * ENTRY_BYTES);
    sealed.set(idOfEntry(entry), entry);
  }
  for (const row of rows) {
    const entry = sealed.get(row.id);
    if (!entry) return { kind: 'row-added', batch, id: row.id };
    if (!entryOf(row).equals(entry)) return { kind: 'row-changed', batch, id: row.id };
    sealed.delete(row.id);
  }
  const [missing] = sealed.keys();
  return missing === undefined ? null : { kind: 'row-missing', batch, id: missing };
}

async function readAnchors(file: string): Promise<Map<number, Anchor>> {
  const anchors = new Map<number, Anchor>();
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null; // nothing has been sealed yet
    throw error;
  });
  if (!handle) return anchors;
  for await (const line of handle.readLines()) {
    if (line === '') continue;
    const anchor = JSON.parse(line) as Anchor;
    // The first line counts: a chain written anew under an old number does not match it.
    if (!anchors.has(anchor.batch)) anchors.set(anchor.batch, anchor);
  }
  return anchors;
}
