import type { IRouter, RequestHandler } from 'express';
import { CASE_LISTS, claimCase, commentOnCase, getCase, getCaseLog, listCases, releaseCase, resolveCase, type Case } from '../../contracts/cases.js';
import { newId } from '../../db/new-id.js';
import { decideCase, type CaseCommand } from '../../domain/cases/decide-case.js';
import { actionsOf, CASES } from '../../domain/cases/kinds.js';
import { claimNow, type SupervisorCase } from '../../domain/cases/supervisor-case.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import type { Instant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { listNotOffered, offered } from '../offered-lists.js';
import { actorOf, findInReach, scopeOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { refusalProblem, submitCommand } from '../submit.js';
import { rfc3339 } from './journey-view.js';

export function caseRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listCases, async ({ principal, query: { siteId, area, first, after } }) => {
    if (principal.kind === 'site-client' && area !== undefined) throw listNotOffered(CASE_LISTS);
    const scope = scopeOf(principal, siteId === undefined ? undefined : toId<'site'>(siteId));
    const filter = { siteId: siteId === undefined ? scope.site : toId<'site'>(siteId), areaCode: area === undefined ? undefined : toAreaCode(area) };
    const { items, pageInfo } = await offered(ctx.cases.list(scope, filter, { first, after }), CASE_LISTS);
    return { data: items.map((item) => show(item, ctx.now())), pageInfo };
  });

  serve(router, gate, getCase, async ({ principal, params }) => show((await findCase(ctx, principal, params.id)).found, ctx.now()));

  serve(router, gate, getCaseLog, async ({ principal, params }) => {
    const { found, scope } = await findCase(ctx, principal, params.id);
    const entries = await ctx.cases.log(scope, found.caseId);
    return { data: entries.map(({ version, type, at, actor, data, text }) => ({ version, type, at: rfc3339(at), actor, data: { ...data }, text })) };
  });

  serve(router, gate, claimCase, (call) => change(ctx, call, { type: 'claim', by: call.body.staffId }));
  serve(router, gate, releaseCase, (call) => change(ctx, call, { type: 'release', by: call.body.staffId }));
  serve(router, gate, commentOnCase, (call) => {
    const { staffId: by, text } = call.body;
    const noteId = newId<'note'>();
    return change(ctx, call, { type: 'comment', by, noteId }, { noteId, text });
  });

  serve(router, gate, resolveCase, async (call) => {
    const { found, scope } = await findCase(ctx, call.principal, call.params.id);
    const { staffId, caseVersion, action, reason } = call.body;
    const noteId = reason === undefined ? null : newId<'note'>();
    const { answer } = await submitCommand(ctx, call, {
      journeyId: found.journeyId,
      command: { type: 'resolveCase', data: { caseId: found.caseId, caseVersion, action, by: staffId, noteId } },
      scope,
      staffId,
      notes: reason === undefined || noteId === null ? [] : [{ id: noteId, text: reason, purpose: 'case-decision' }],
      needs: ['cases:work'],
    });
    return answer;
  });
}

function findCase(ctx: ApiContext, principal: Call<typeof getCase>['principal'], id: string) {
  return findInReach(principal, (scope) => ctx.cases.get(scope, toId(id)));
}

/** Decided on the locked case, once for a key. */
async function change(ctx: ApiContext, call: Call<typeof claimCase | typeof releaseCase | typeof commentOnCase>, command: CaseCommand, comment?: { noteId: ReturnType<typeof newId<'note'>>; text: string }): Promise<Case> {
  const { principal, params, body } = call;
  const { found, scope } = await findCase(ctx, principal, params.id);
  const at = ctx.now();
  const { answer } = await answerOnce(ctx, call, async (transaction, commandId) => {
    const by = { commandId, actor: actorOf(principal, body.staffId), at };
    const after = await ctx.cases.change(scope, found.caseId, by, (before) => {
      const decision = decideCase(before, command, ctx.policies.clocks, at);
      if (!decision.ok) throw refusalProblem(decision.refusal);
      return { event: decision.event, after: decision.after, ...(comment && { comment }) };
    }, transaction);
    if (!after) throw problemOf('not-found');
    return show(after, at);
  });
  return answer;
}

function show(found: SupervisorCase, now: Instant): Case {
  const { caseId: id, kind, journeyId, plannedDoseId, siteId, areaCode, status, level, openedAt, dueAt, action, version } = found;
  const claim = claimNow(found, now);
  return {
    id, kind, journeyId, plannedDoseId, siteId, areaCode, status, level, action, version,
    openedAt: rfc3339(openedAt), dueAt: rfc3339(dueAt), evidence: evidenceOf(found), claim: claim && { by: claim.by, until: rfc3339(claim.until) }, actions: status === 'open' ? [...actionsOf(kind)] : [],
  };
}

function evidenceOf({ kind, journeyId }: SupervisorCase): string {
  const { evidence } = CASES[kind];
  return `/v1/journeys/${journeyId}${evidence === 'journey' ? '' : `/${evidence}`}`;
}
