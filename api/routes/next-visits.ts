import type { IRouter, RequestHandler } from 'express';
import { bookNextVisit, getNextDoses } from '../../contracts/next-visits.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import { nextDoses } from '../../domain/schedule/next-visit.js';
import { addDays, localDateOf } from '../../domain/time.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { staffOf } from '../reach.js';
import { serve } from '../serve.js';
import { submitCommand } from '../submit.js';
import { historyOnRecord } from './due-doses.js';
import { findJourney, plan } from './journeys.js';
import { showSession } from './sites.js';

const MOST_DOSES = 20;
const MOST_SESSIONS = 5;
const MOST_JOURNEYS = 50;

/** The next visit is agreed before the resident leaves (Norms 10.1), by a desk that knows the journey and nothing else. */
export function nextVisitRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext, commandGate: RequestHandler): void {
  serve(router, gate, getNextDoses, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const { residentId, siteId, journeyId } = found.state;
    const [resident, doses, { policies }, { items: journeys }] = await Promise.all([
      ctx.residents.get(scope, residentId), ctx.doses.ofResident(scope, residentId), ctx.policies.inForce(), ctx.journeys.list(scope, { residentId }, { first: MOST_JOURNEYS }),
    ]);
    if (!resident) throw problemOf('not-found');
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'journey.next-doses', objectKind: 'journey', objectId: journeyId, outcome: 'done' });
    const asOf = addDays(localDateOf(ctx.now()), 1);
    const next = nextDoses(historyOnRecord(resident, doses), policies, asOf).slice(0, MOST_DOSES);
    const data = await Promise.all(
      next.map(async (dose) => {
        const vaccines = policies.products.filter(({ productId }) => dose.plans.some((one) => one.productId === productId)).map(({ vaccine }) => vaccine);
        const sessions = vaccines.length === 0 ? [] : await ctx.sessions.listComing(scope, { siteId, from: dose.bookFrom, vaccines, most: MOST_SESSIONS });
        return { ...dose, sessions: sessions.map(showSession) };
      }),
    );
    const booked = journeys.filter(({ stage }) => stage === 'booked').map((one) => ({ journeyId: one.journeyId, day: one.day }));
    return { asOf, booked, data };
  });

  serve(router, commandGate, bookNextVisit, async (call) => {
    const { principal, params, body } = call;
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const { residentId, siteId, areaCode } = found.state;
    const data = { residentId, siteId, areaCode, channel: 'site', slotId: toId<'slot'>(body.slotId), doses: plan(body.doses) };
    return (await submitCommand(ctx, call, { journeyId: newId(), command: { type: 'book', data }, scope, staffId: staffOf(principal, body.staffId), needs: [bookNextVisit.scope] })).answer;
  });
}
