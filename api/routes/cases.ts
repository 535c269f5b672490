import type { IRouter, RequestHandler } from 'express';
import { CASE_LISTS, getCase, listCases } from '../../contracts/cases.js';
import type { SupervisorCase } from '../../db/case-store.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import type { ApiContext } from '../context.js';
import { listNotOffered, offered } from '../offered-lists.js';
import { findInReach, scopeOf } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** Read only in this release: claiming and deciding come with their own. */
export function caseRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listCases, async ({ principal, query: { siteId, area, first, after } }) => {
    if (principal.kind === 'site-client' && area !== undefined) throw listNotOffered(CASE_LISTS);
    const scope = scopeOf(principal, siteId === undefined ? undefined : toId<'site'>(siteId));
    const filter = { siteId: siteId === undefined ? scope.site : toId<'site'>(siteId), areaCode: area === undefined ? undefined : toAreaCode(area) };
    const { items, pageInfo } = await offered(ctx.cases.list(scope, filter, { first, after }), CASE_LISTS);
    return { data: items.map(show), pageInfo };
  });

  serve(router, gate, getCase, async ({ principal, params }) => show((await findInReach(principal, (scope) => ctx.cases.get(scope, toId(params.id)))).found));
}

function show({ caseId: id, kind, journeyId, plannedDoseId, siteId, areaCode, status, openedAt, dueAt }: SupervisorCase) {
  return { id, kind, journeyId, plannedDoseId, siteId, areaCode, status, openedAt: rfc3339(openedAt), dueAt: rfc3339(dueAt) };
}
