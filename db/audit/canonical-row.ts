import { createHash } from 'node:crypto';

/** One audit row as both the sealer and the verifier read it. */
export type AuditRow = { id: string; xid: string; content: Record<string, unknown> };

/** Columns in the form that is hashed: the instant to the microsecond, in UTC, whatever the session's time zone. */
export const AUDIT_COLUMNS = `id::text as id, xid::text as xid, jsonb_build_object(
  'id', id, 'xid', xid::text, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), 'actor', actor, 'action', action, 'objectKind', object_kind,
  'objectId', object_id, 'outcome', outcome, 'code', code, 'params', params, 'count', count, 'idsHash', ids_hash) as content`;

/** JSON with sorted keys and no blanks: one value, one text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

const ID_BYTES = 16;
const HASH_BYTES = 32;
export const ENTRY_BYTES = ID_BYTES + HASH_BYTES;

/** What a seal keeps of each row: its id and the hash of all of it. */
export function entryOf(row: AuditRow): Buffer {
  return Buffer.concat([Buffer.from(row.id.replaceAll('-', ''), 'hex'), createHash('sha256').update(canonicalJson(row.content), 'utf8').digest()]);
}

export function idOfEntry(entry: Buffer): string {
  const hex = entry.subarray(0, ID_BYTES).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Each root takes in the one before, so a batch cannot be exchanged without all that follow. */
export function rootOf(previous: Buffer, entries: Buffer): Buffer {
  return createHash('sha256').update(previous).update(entries).digest();
}

export const FIRST_PREVIOUS = Buffer.alloc(HASH_BYTES);
