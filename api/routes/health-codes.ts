import type { IRouter, RequestHandler } from 'express';
import { getJwks, issueHealthCode, mintDynamicText, resumeHealthCode, suspendHealthCode } from '../../contracts/health-codes.js';
import type { HealthCode } from '../../db/health-code-store.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import { toId, type ResidentId } from '../../domain/ids.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { refusalProblem } from '../submit.js';
import { areaOf, checkResident, findInReach, scopeOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** A static text is printed; it lives until the code is superseded or suspended, at most so long. */
const STATIC_VALID_MS = 365 * 86_400_000;

export function healthCodeRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, issueHealthCode, async (call) => {
    const { principal, params, body } = call;
    const residentId = toId<'resident'>(params.id);
    checkResident(principal, residentId);
    const { found: resident, scope } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    // A code stands for a verified identity (S5); a temporary one for a number, and identifies for the time being only.
    if (resident.identifiers.length === 0 || (body.attribute === 'formal' && !(await isVerified(ctx, scope, residentId)))) throw problemOf('identity-not-verified');
    const { answer: code, replayed } = await answerOnce(ctx, call, (transaction) => ctx.healthCodes.issue(scope, residentId, body.attribute, transaction));
    if (!replayed) await audit(ctx, principal, 'health-code.issue', code);
    return show(ctx, code);
  });

  serve(router, gate, mintDynamicText, async ({ principal, params }) => {
    const { found: code } = await findInReach(principal, (scope) => ctx.healthCodes.get(scope, toId(params.id)));
    if (code.status === 'suspended') throw refusalProblem({ code: 'code-suspended' });
    if (ctx.issuer.isAway()) throw refusalProblem({ code: 'issuer-away' });
    const { clocks } = (await ctx.policies.inForce()).policies;
    const minted = await ctx.issuer.mint({ kind: 'dynamic', healthCodeId: code.healthCodeId, version: code.version, now: ctx.now(), validMs: clocks.healthCodeValidMs });
    return { text: minted.text, expiresAt: rfc3339(minted.expiresAt) };
  });

  serve(router, gate, suspendHealthCode, async (call) => show(ctx, await setStatus(ctx, call, 'suspended')));
  serve(router, gate, resumeHealthCode, async (call) => show(ctx, await setStatus(ctx, call, 'normal')));

  serve(router, gate, getJwks, async ({ response }) => {
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=60' }); // scanners anywhere check offline; public keys only
    return { keys: ctx.issuer.jwks(ctx.now()).keys as Record<string, unknown>[] };
  });
}

async function isVerified(ctx: ApiContext, scope: Scope, residentId: ResidentId): Promise<boolean> {
  return (await ctx.identities.get(scope, residentId))?.status === 'verified';
}

/** Once for a key: a repeat that comes late must not suspend a code that was resumed since. The reason is kept with the change or not at all. */
async function setStatus(ctx: ApiContext, call: Call<typeof suspendHealthCode | typeof resumeHealthCode>, status: HealthCode['status']): Promise<HealthCode> {
  const { principal, params, body } = call;
  const scope = scopeOf(principal);
  const [noteId, action] = [newId<'note'>(), `health-code.${status === 'suspended' ? 'suspend' : 'resume'}`];
  const { answer: code, replayed } = await answerOnce(ctx, call, async (transaction) => {
    const changed = await ctx.healthCodes.setStatus(scope, toId(params.id), status, transaction);
    if (!changed) throw problemOf('not-found');
    const { residentId } = changed;
    await ctx.notes.keep(scope, { noteId, residentId, areaCode: areaOf(principal), purpose: action, text: body.reason, at: ctx.now() }, transaction);
    return changed;
  });
  if (!replayed) await audit(ctx, principal, action, code, { noteId });
  return code;
}

async function show(ctx: ApiContext, { healthCodeId: id, residentId, status, attribute, version }: HealthCode) {
  const text = status === 'normal' && !ctx.issuer.isAway() ? await ctx.issuer.mint({ kind: 'static', healthCodeId: id, version, now: ctx.now(), validMs: STATIC_VALID_MS }) : null;
  return { id, residentId, status, attribute, version, staticText: text?.text ?? null };
}

async function audit(ctx: ApiContext, principal: Principal, action: string, { healthCodeId }: HealthCode, params = {}): Promise<void> {
  await ctx.audit.write({ actor: auditActorOf(principal), action, objectKind: 'health-code', objectId: healthCodeId, outcome: 'done', params });
}
