import type { AuditSealer } from '../db/audit-sealer.js';
import { createLoop, type Loop } from './loop.js';

export type AuditWatchParts = { sealer: Pick<AuditSealer, 'lagMs'>; onAlarm: (lagMs: number) => void; onError: (error: unknown) => void; everyMs?: number };

const ALARM_AFTER_MS = 10_000;

/** Raises the alarm while audit rows have been waiting for their seal for more than 10 s: nobody seals, or the seals are refused. */
export function createAuditWatch({ sealer, onAlarm, onError, everyMs = 5_000 }: AuditWatchParts): Loop {
  async function turn(): Promise<void> {
    const lagMs = await sealer.lagMs();
    if (lagMs > ALARM_AFTER_MS) onAlarm(lagMs);
  }
  return createLoop({ turn, everyMs, onError });
}
