import type { IRouter, RequestHandler } from 'express';
import { authoriseEscort, listEscortAuthorisations, revokeEscortAuthorisation, type EscortAuthorisation as Shown } from '../../contracts/escorts.js';
import type { KeptAuthorisation } from '../../db/escort-store.js';
import type { Scope } from '../../db/scope.js';
import { toId, type ResidentId } from '../../domain/ids.js';
import { localDateOf, toLocalDate } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { actorOf, findInReach, siteOf } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';
import { readNumber } from './read-number.js';
import { maskIdentifier, maskName } from './resident-view.js';

/** What guardians have allowed escorts 陪同人 to sign for. */
export function escortRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, authoriseEscort, async (call) => {
    const { principal, params, body } = call;
    const residentId = toId<'resident'>(params.id);
    const site = siteOf(principal, body.siteId === undefined ? undefined : toId<'site'>(body.siteId));
    if (!(await ctx.residents.get({ site }, residentId))) throw problemOf('not-found');
    const today = localDateOf(ctx.now());
    const [validFrom, validUntil] = [toLocalDate(body.validFrom), toLocalDate(body.validUntil)];
    if (validUntil < validFrom) throw problemOf('invalid-request', { fields: [{ field: 'validUntil', rule: 'before the first day' }] });
    const { name, relation, products, signature } = body;
    const document = readNumber(body.document, 'document.number', today);
    const authorisedBy = { ...body.authorisedBy, document: readNumber(body.authorisedBy.document, 'authorisedBy.document.number', today) };
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const by = { scope: { site }, actor: actorOf(principal), transaction };
      return show(await ctx.escorts.authorise(by, { residentId, site, name, document, relation, products, validFrom, validUntil, proof: { authorisedBy, signature } }));
    });
    return answer;
  });

  serve(router, gate, listEscortAuthorisations, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    const found = await ctx.escorts.ofResident(await scopeOfResident(ctx, principal, residentId), residentId);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'escort.list', objectKind: 'resident', objectId: residentId, outcome: 'done' });
    return { data: found.map(show) };
  });

  serve(router, gate, revokeEscortAuthorisation, async (call) => {
    const { principal, params } = call;
    const residentId = toId<'resident'>(params.id);
    const scope = await scopeOfResident(ctx, principal, residentId);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const revoked = await ctx.escorts.revoke({ scope, actor: actorOf(principal), transaction }, { residentId, authorisationId: toId(params.authorisationId), at: ctx.now() });
      if (!revoked) throw problemOf('not-found');
      return show(revoked);
    });
    return answer;
  });
}

async function scopeOfResident(ctx: ApiContext, principal: Principal, residentId: ResidentId): Promise<Scope> {
  return (await findInReach(principal, (within) => ctx.residents.get(within, residentId))).scope;
}

function show({ authorisationId, name, document, recordedAt, revokedAt, ...kept }: KeptAuthorisation): Shown {
  return { ...kept, id: authorisationId, name: maskName(name), document: maskIdentifier(document), recordedAt: rfc3339(recordedAt), revokedAt: revokedAt === null ? null : rfc3339(revokedAt) };
}
