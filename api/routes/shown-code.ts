import { settleScan, classifyScan } from '../../domain/health-code/classify-scan.js';
import type { CheckedCode } from '../../domain/health-code/claims.js';
import { refusalOfCode, type CodeRefusal } from '../../domain/health-code/code-refusal.js';
import { REFUSAL_STATUS } from '../../domain/refusals.js';
import { localDateOf, type Instant } from '../../domain/time.js';
import type { AuditEntry } from '../../db/audit-store.js';
import type { ApiContext } from '../context.js';
import { HttpProblem } from '../http-problem.js';
import { refusalProblem } from '../submit.js';

/** A text that claims to be a health code, checked for signature, type and time. Throws the refusal, which `auditRefused` keeps. */
export function readShownCode(ctx: ApiContext, text: string): Promise<CheckedCode> {
  return check(ctx, text, async (code) => {
    const checked = await ctx.issuer.check(code, ctx.now());
    return checked.ok ? { ok: true, read: checked.code } : checked;
  });
}

/** The same of a text that a device accepted without us: its signature is ours to check again, its time is the device's claim. */
export function readOfflineCode(ctx: ApiContext, { text, checkedAt }: { text: string; checkedAt: Instant }): Promise<{ code: CheckedCode; keyRevoked: boolean }> {
  return check(ctx, text, async (code) => {
    const checked = await ctx.issuer.checkOffline(code, { checkedAt, now: ctx.now() });
    return checked.ok ? { ok: true, read: checked } : checked;
  });
}

type Checked<T> = { ok: true; read: T } | { ok: false; refusal: CodeRefusal };

async function check<T>(ctx: ApiContext, text: string, by: (code: string) => Promise<Checked<T>>): Promise<T> {
  const settled = settleScan(classifyScan(text, localDateOf(ctx.now()), 'health-code'));
  if (!settled.ok || settled.reading.kind !== 'health-code') throw refusalProblem(settled.ok ? { code: 'text-unknown' } : settled.refusal);
  // Without keys nothing can be told from a forgery: nobody is refused as a forger, and nobody is let through.
  if (ctx.issuer.isAway()) throw refusalProblem({ code: 'issuer-away' });
  const checked = await by(settled.reading.text);
  if (!checked.ok) throw refusalProblem(refusalOfCode(checked.refusal));
  return checked.read;
}

/** One audit row for a code that was refused, about what it was shown for; then it is thrown on. What no rule refused is thrown on alone. */
export async function auditRefused(ctx: ApiContext, about: Pick<AuditEntry, 'actor' | 'action' | 'objectKind' | 'objectId'>, refusal: unknown): Promise<never> {
  if (refusal instanceof HttpProblem && refusal.code in REFUSAL_STATUS) await ctx.audit.write({ ...about, outcome: 'refused', code: refusal.code, params: refusal.params });
  throw refusal;
}
