import type { IRouter, RequestHandler } from 'express';
import { askIdentityCheck, attestIdentity, getIdentityCheck, type IdentityCheck as ShownCheck } from '../../contracts/identity-checks.js';
import type { IdentityChange } from '../../db/identity-check-store.js';
import { newId } from '../../db/new-id.js';
import { identityView, isFallBackOpen, type IdentityCheck, type IdentityCommand } from '../../domain/identity/check.js';
import { decideIdentity } from '../../domain/identity/decide-check.js';
import { askableOf } from '../../domain/identity/tiers.js';
import { toId, type ResidentId } from '../../domain/ids.js';
import { localDateOf, type Instant } from '../../domain/time.js';
import { IDENTITY_CHECK } from '../../workflows/workflow-ids.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { actorOf, findInReach, siteOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { refusalProblem } from '../submit.js';
import { rfc3339 } from './journey-view.js';

/** 实名核验: asked at a desk or kiosk, answered by an authority, or attested by staff from documents. */
export function identityCheckRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getIdentityCheck, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    const { scope } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    return showIdentityCheck(residentId, await ctx.identities.get(scope, residentId), ctx.now());
  });

  serve(router, gate, askIdentityCheck, async (call) => {
    const { principal, params, body } = call;
    const residentId = toId<'resident'>(params.id);
    const { found } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    const { versions, policies } = await ctx.policies.inForce();
    const askable = askableOf(policies.identityTiers, found, localDateOf(ctx.now()));
    const data = { authority: askable?.authority ?? null, hasCapture: body.capture !== null, fallBackAfterMs: policies.clocks.identityFallBackMs, tiersVersion: versions['identity-tiers'] ?? 0 };
    return change(ctx, call, residentId, { command: { type: 'ask', data }, beside: { capture: body.capture } });
  });

  serve(router, gate, attestIdentity, async (call) => {
    const { staffId, document, remark } = call.body;
    const residentId = toId<'resident'>(call.params.id);
    await findInReach(call.principal, (within) => ctx.residents.get(within, residentId));
    const evidence = { id: newId<'evidence'>(), content: { staffId, document, remark } };
    return change(ctx, call, residentId, { command: { type: 'attest', data: { evidenceId: evidence.id } }, beside: { evidence } });
  });
}

type Wanted = { command: IdentityCommand; beside: Pick<IdentityChange, 'capture' | 'evidence'> };

/** Decided on the locked check, once for a key; then its process is told. */
async function change(ctx: ApiContext, call: Call<typeof askIdentityCheck | typeof attestIdentity>, residentId: ResidentId, { command, beside }: Wanted): Promise<ShownCheck> {
  const { principal, body } = call;
  const now = ctx.now();
  const site = siteOf(principal);
  const { answer, replayed } = await answerOnce(ctx, call, async (transaction, commandId) => {
    const by = { commandId, actor: actorOf(principal, body.staffId) };
    const after = await ctx.identities.change({ site }, residentId, by, (before) => {
      const decision = decideIdentity(residentId, before, command, now);
      if (!decision.ok) throw refusalProblem(decision.refusal);
      return { event: decision.event, after: decision.after, ...beside };
    }, transaction);
    if (!after) throw problemOf('not-found');
    return after;
  });
  if (!replayed) ctx.relay.tell({ process: IDENTITY_CHECK, id: residentId, version: answer.version, day: localDateOf(now) });
  return showIdentityCheck(residentId, answer, now);
}

export function showIdentityCheck(residentId: ResidentId, check: IdentityCheck | null, now: Instant): ShownCheck {
  if (!check) return { residentId, version: 0, status: 'not-asked', authority: null, differing: [], verified: null, fallBackOpen: true, fallBackAt: null, faulted: false };
  const { version, status, asked, differing, verified, faulted } = check;
  const { fallBackAt } = identityView(check);
  return {
    residentId, version, status, differing, faulted,
    authority: asked?.authority ?? null,
    verified: verified && { by: verified.by, at: rfc3339(verified.at) },
    fallBackOpen: isFallBackOpen(check, now),
    fallBackAt: fallBackAt === null ? null : rfc3339(fallBackAt),
  };
}
