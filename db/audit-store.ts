import { createHash } from 'node:crypto';
import type { Actor } from '../domain/journey/events.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** One entry of the audit: who did what to what, and how it ended. `action` reads `<resource>.<verb>`; `params` holds no personal data. */
export type AuditEntry = {
  /** `device`: a shared desk at which nobody is signed in yet; `command`: of whoever runs the installation, which writes its row itself; `unknown`: a request was refused before it was clear who sent it. */
  actor: Actor | { kind: 'unknown' };
  action: string;
  objectKind: string;
  objectId?: string;
  outcome: 'done' | 'refused' | 'failed';
  code?: string;
  params?: Record<string, unknown>;
  /** Ids that a list gave out: kept as their number and a hash, one row for the whole list. */
  ids?: readonly string[];
};

export type AuditStore = { write(entry: AuditEntry): Promise<void> };

/** Adds rows and can do nothing else. */
export function createAuditStore(pool: Statements): AuditStore {
  return {
    async write({ ids, ...entry }) {
      const list = ids && { count: ids.length, idsHash: createHash('sha256').update([...ids].sort().join('\n')).digest('hex') };
      await pool.call('write_audit_v1', { id: newId(), ...entry, ...list });
    },
  };
}
