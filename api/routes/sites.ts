import type { IRouter, RequestHandler } from 'express';
import { createSession, listSessions, type Session as ShownSession } from '../../contracts/sessions.js';
import { getSite, listSites, SITE_LISTS, type Site as ShownSite } from '../../contracts/sites.js';
import { DatabaseError } from '../../db/database-error.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import type { Session } from '../../db/session-store.js';
import type { Site } from '../../db/site-store.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import { isSwitchedOn } from '../../domain/sites/site-plan.js';
import { instantAt, toLocalDate } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { HttpProblem } from '../http-problem.js';
import { offered } from '../offered-lists.js';
import { scopeOf } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** What is open where is public to every caller that has said who it is. */
const OPEN: Scope = { open: true };
/** Row-level security refused the row. */
const NOT_IN_SCOPE = '42501';

export function siteRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listSites, async ({ query: { area, first, after } }) => {
    const { items, pageInfo } = await offered(ctx.sites.list(OPEN, { areaCode: area === undefined ? undefined : toAreaCode(area), first, after }), SITE_LISTS);
    return { data: items.map(showSite), pageInfo };
  });

  serve(router, gate, getSite, async ({ params }) => {
    const site = await ctx.sites.get(OPEN, toId(params.id));
    if (!site) throw problemOf('not-found');
    return showSite(site);
  });

  serve(router, gate, listSessions, async ({ query }) => {
    const siteId = toId<'site'>(query.siteId);
    if (!(await ctx.sites.get(OPEN, siteId))) throw problemOf('not-found');
    const sessions = await ctx.sessions.list(OPEN, { siteId, day: toLocalDate(query.day) });
    return { data: sessions.map(showSession) };
  });

  serve(router, gate, createSession, async (call) => {
    const { principal, body } = call;
    const siteId = toId<'site'>(body.siteId);
    const day = toLocalDate(body.day);
    const scope = scopeOf(principal, siteId);
    body.slots.forEach(({ startsAt, endsAt }, n) => {
      if (startsAt >= endsAt) throw problemOf('invalid-request', { fields: [{ field: `slots.${n}.endsAt`, rule: 'after startsAt' }] });
    });
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const slots = body.slots.map(({ startsAt, endsAt, capacity }) => ({ slotId: newId<'slot'>(), startsAt: instantAt(day, startsAt), endsAt: instantAt(day, endsAt), capacity }));
      const site = await ctx.sites.get(scope, siteId, transaction);
      if (site && !isSwitchedOn(site, day)) throw new HttpProblem({ code: 'site-not-switched-on', params: { day } });
      const session = await ctx.sessions.open(scope, { sessionId: newId(), siteId, day, vaccines: body.vaccines, slots }, transaction).catch(beyondReach);
      if (!session) throw problemOf('not-found');
      return showSession(session);
    });
    return answer;
  });
}

/** A site of another area: to an operator it is not there. */
function beyondReach(error: unknown): null {
  if (error instanceof DatabaseError && error.code === NOT_IN_SCOPE) return null;
  throw error;
}

function showSite({ siteId, name, areaCode, address, registry }: Site): ShownSite {
  return { id: siteId, name: name.zh, nameEn: name.en, areaCode, address, registry };
}

export function showSession({ sessionId, siteId, day, vaccines, slots }: Session): ShownSession {
  return {
    id: sessionId, siteId, day, vaccines,
    slots: slots.map(({ slotId, startsAt, endsAt, capacity, free }) => ({ id: slotId, startsAt: rfc3339(startsAt), endsAt: rfc3339(endsAt), capacity, free })),
  };
}
