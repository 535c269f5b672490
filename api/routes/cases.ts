import type { IRouter, RequestHandler } from 'express';
import { CASE_LISTS, countCases, getCase, getCaseLog, listCases, type Case } from '../../contracts/cases.js';
import type { StagedCase } from '../../db/case-store.js';
import { actionsOf, CASES } from '../../domain/cases/kinds.js';
import { queueOf } from '../../domain/cases/queue.js';
import { claimNow, type SupervisorCase } from '../../domain/cases/supervisor-case.js';
import { toId } from '../../domain/ids.js';
import { isAtDesk } from '../../domain/journey/stages.js';
import type { Instant } from '../../domain/time.js';
import type { Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { offered } from '../offered-lists.js';
import { placeOf } from '../place.js';
import { findInReach } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

export function caseRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listCases, async ({ principal, query: { kind, queue, need, number, first, after, ...asked } }) => {
    const { scope, place } = placeOf(principal, asked, CASE_LISTS);
    const now = ctx.now();
    const { items, pageInfo } = await offered(ctx.cases.list(scope, { ...place, kind, queue, need, number, by: whoAsks(principal) }, { first, after }, now), CASE_LISTS);
    return { data: items.map((item) => showCase(item, now)), pageInfo };
  });

  serve(router, gate, countCases, async ({ principal, query }) => {
    const { scope, place } = placeOf(principal, query, CASE_LISTS);
    const now = ctx.now();
    const counts = Promise.all([ctx.cases.count(scope, place, now), ctx.cases.countNeeds(scope, place, { by: whoAsks(principal), now })]);
    const [data, needs] = await offered(counts, CASE_LISTS);
    return { data, needs };
  });

  serve(router, gate, getCase, async ({ principal, params }) => showCase((await findCase(ctx, principal, params.id)).found, ctx.now()));

  serve(router, gate, getCaseLog, async ({ principal, params }) => {
    const { found, scope } = await findCase(ctx, principal, params.id);
    const entries = await ctx.cases.log(scope, found.caseId);
    return { data: entries.map(({ version, type, at, actor, data, text }) => ({ version, type, at: rfc3339(at), actor, data: { ...data }, text })) };
  });
}

export function findCase(ctx: ApiContext, principal: Principal, id: string) {
  return findInReach(principal, (scope) => ctx.cases.get(scope, toId(id)));
}

/** Of a machine client nothing is `mine`: the staff that it names takes cases in hand, and who asks is not known. */
const whoAsks = ({ person }: Principal): string | null => person?.personId ?? null;

export function showCase(found: StagedCase, now: Instant): Case {
  const { caseId: id, kind, journeyId, plannedDoseId, siteId, areaCode, status, level, openedAt, dueAt, action, version, proposal, question, moved, stage } = found;
  const claim = claimNow(found, now);
  return {
    id, kind, journeyId, plannedDoseId, siteId, areaCode, status, level, action, version, stage, atDesk: stage !== null && isAtDesk(stage),
    queue: queueOf(found, now), proposal: proposal && { action: proposal.action, by: proposal.by, at: rfc3339(proposal.at), ...(proposal.take && { take: proposal.take }) }, question: question && { by: question.by, at: rfc3339(question.at) },
    moved: moved && { at: rfc3339(moved.at), what: moved.what },
    openedAt: rfc3339(openedAt), dueAt: rfc3339(dueAt), evidence: evidenceOf(found), claim: claim && { by: claim.by, until: rfc3339(claim.until) }, actions: status === 'open' ? [...actionsOf(kind)] : [],
  };
}

function evidenceOf({ kind, journeyId }: SupervisorCase): string {
  const { evidence } = CASES[kind];
  return `/v1/journeys/${journeyId}${evidence === 'journey' ? '' : `/${evidence}`}`;
}
