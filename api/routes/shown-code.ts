import { settleScan, classifyScan } from '../../domain/health-code/classify-scan.js';
import type { CheckedCode } from '../../domain/health-code/claims.js';
import { refusalOfCode, type CodeRefusal } from '../../domain/health-code/code-refusal.js';
import type { Refusal } from '../../domain/refusals.js';
import { localDateOf, type Instant } from '../../domain/time.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { refusalProblem } from '../submit.js';

/** A text that claims to be a health code, checked for signature, type and time; every refusal leaves an audit row. */
export function readShownCode(ctx: ApiContext, principal: Principal, text: string): Promise<CheckedCode> {
  return check(ctx, principal, text, async (code) => {
    const checked = await ctx.issuer.check(code, ctx.now());
    return checked.ok ? { ok: true, read: checked.code } : checked;
  });
}

/** The same of a text that a device accepted without us: its signature is ours to check again, its time is the device's claim. */
export function readOfflineCode(ctx: ApiContext, principal: Principal, { text, checkedAt }: { text: string; checkedAt: Instant }): Promise<{ code: CheckedCode; keyRevoked: boolean }> {
  return check(ctx, principal, text, async (code) => {
    const checked = await ctx.issuer.checkOffline(code, { checkedAt, now: ctx.now() });
    return checked.ok ? { ok: true, read: checked } : checked;
  });
}

type Checked<T> = { ok: true; read: T } | { ok: false; refusal: CodeRefusal };

async function check<T>(ctx: ApiContext, principal: Principal, text: string, by: (code: string) => Promise<Checked<T>>): Promise<T> {
  const settled = settleScan(classifyScan(text, localDateOf(ctx.now()), 'health-code'));
  if (!settled.ok || settled.reading.kind !== 'health-code') return refuse(ctx, principal, settled.ok ? { code: 'text-unknown' } : settled.refusal);
  // Without keys nothing can be told from a forgery: nobody is refused as a forger, and nobody is let through.
  if (ctx.issuer.isAway()) return refuse(ctx, principal, { code: 'issuer-away' });
  const checked = await by(settled.reading.text);
  return checked.ok ? checked.read : refuse(ctx, principal, refusalOfCode(checked.refusal));
}

async function refuse(ctx: ApiContext, principal: Principal, refusal: Refusal): Promise<never> {
  await ctx.audit.write({ actor: auditActorOf(principal), action: 'health-code.check', objectKind: 'health-code', outcome: 'refused', code: refusal.code });
  throw refusalProblem(refusal);
}
