import type { Refusal } from '../refusals.js';
import type { Instant } from '../time.js';

/** Reasons only a log may tell apart; to whoever shows the code they are one answer, so that a forger learns nothing. */
export const FORGERY_REASONS = [
  'too-long', 'malformed', 'wrong-algorithm', 'wrong-type', 'unknown-key', 'retired-key', 'revoked-key', 'wrong-signature', 'wrong-claims', 'not-yet-valid',
] as const;
export type ForgeryReason = (typeof FORGERY_REASONS)[number];

/** Why a shown code is not taken. `expired` to `replayed` are said openly: they follow a signature of ours. */
export type CodeRefusal =
  | { reason: ForgeryReason }
  | { reason: 'expired'; expiredAt: Instant }
  | { reason: 'suspended' }
  | { reason: 'superseded' }
  | { reason: 'replayed' };

/** The refusal that the API answers with. */
export function refusalOfCode(refusal: CodeRefusal): Refusal {
  switch (refusal.reason) {
    case 'expired': return { code: 'code-expired', expiredAt: refusal.expiredAt };
    case 'suspended': return { code: 'code-suspended' };
    case 'superseded': return { code: 'code-superseded' };
    case 'replayed': return { code: 'code-replayed' };
    default: return { code: 'code-invalid' };
  }
}

/** What the store knows of the health code that a text names. */
export type HealthCodeStanding = { status: 'normal' | 'suspended'; version: number; jtiUsed: boolean };

/** The second half of the check, on facts from the store; `null` when nothing speaks against the code. */
export function refusalOfStanding(code: { codeVersion: number; jti: string | null }, standing: HealthCodeStanding): CodeRefusal | null {
  if (standing.status === 'suspended') return { reason: 'suspended' };
  if (standing.version !== code.codeVersion) return { reason: 'superseded' };
  return code.jti !== null && standing.jtiUsed ? { reason: 'replayed' } : null;
}
