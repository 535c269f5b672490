import { settleScan, classifyScan } from '../../domain/health-code/classify-scan.js';
import type { CheckedCode } from '../../domain/health-code/claims.js';
import { refusalOfCode } from '../../domain/health-code/code-refusal.js';
import type { Refusal } from '../../domain/refusals.js';
import { localDateOf } from '../../domain/time.js';
import type { Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { refusalProblem } from '../submit.js';

/** A text that claims to be a health code, checked for signature, type and time; every refusal leaves an audit row. */
export async function readShownCode(ctx: ApiContext, principal: Principal, text: string): Promise<CheckedCode> {
  const now = ctx.now();
  const settled = settleScan(classifyScan(text, localDateOf(now), 'health-code'));
  if (!settled.ok || settled.reading.kind !== 'health-code') return refuse(ctx, principal, settled.ok ? { code: 'text-unknown' } : settled.refusal);
  // Without keys nothing can be told from a forgery: nobody is refused as a forger, and nobody is let through.
  if (ctx.issuer.isAway()) return refuse(ctx, principal, { code: 'issuer-away' });
  const check = await ctx.issuer.check(settled.reading.text, now);
  return check.ok ? check.code : refuse(ctx, principal, refusalOfCode(check.refusal));
}

async function refuse(ctx: ApiContext, { clientId }: Principal, refusal: Refusal): Promise<never> {
  await ctx.audit.write({ actor: { kind: 'client', clientId }, action: 'health-code.check', objectKind: 'health-code', outcome: 'refused', code: refusal.code });
  throw refusalProblem(refusal);
}
