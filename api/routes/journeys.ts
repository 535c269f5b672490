import type { IRouter, RequestHandler } from 'express';
import { countJourneys, getJourney, getOpenCommands, getTimeline, JOURNEY_COUNTS, JOURNEY_LISTS, listJourneys, startWalkIn } from '../../contracts/journeys.js';
import { getArchiveDifferences } from '../../contracts/archives.js';
import { createBooking } from '../../contracts/bookings.js';
import { listNotices } from '../../contracts/notices.js';
import type { DoseRequest as DoseBody } from '../../contracts/journey-commands.js';
import { may } from '../../domain/access/permissions.js';
import { toAreaCode, toId, type JourneyId } from '../../domain/ids.js';
import type { DoseRequest } from '../../domain/journey/commands.js';
import { firstOpenGate } from '../../domain/journey/gates.js';
import { COMMANDS_BY_STAGE } from '../../domain/journey/stages.js';
import { stageOf } from '../../domain/journey/stage-of.js';
import { doseStateOf, isDone } from '../../domain/journey/state.js';
import { toLocalDate } from '../../domain/time.js';
import { newId } from '../../db/new-id.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { listNotOffered, offered } from '../offered-lists.js';
import { placeOf } from '../place.js';
import { checkResident, findInReach, isOfSites, scopeOf, siteOf, staffOf } from '../reach.js';
import { serve } from '../serve.js';
import { submitCommand } from '../submit.js';
import { rfc3339, showComparison, showJourney, showJourneyRow } from './journey-view.js';
import { showNotice } from './notice-view.js';

/** Nothing that a dose of this release begins before its site is known: the door puts the site's own area in its place. */
const AREA_OF_SITE = toAreaCode('440000');

export function journeyRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext, commandGate: RequestHandler): void {
  serve(router, commandGate, createBooking, async (call) => {
    const { principal, body } = call;
    const residentId = toId<'resident'>(body.residentId);
    const siteId = toId<'site'>(body.siteId);
    checkResident(principal, residentId);
    const scope = principal.kind === 'channel' ? scopeOf(principal) : { site: siteOf(principal, siteId) };
    const data = { residentId, siteId, areaCode: AREA_OF_SITE, channel: principal.person ? 'site' : principal.clientId, slotId: toId<'slot'>(body.slotId), doses: plan(body.doses) };
    return (await submitCommand(ctx, call, { journeyId: newId(), command: { type: 'book', data }, scope, staffId: staffOf(principal, body.staffId), needs: [createBooking.scope] })).answer;
  });

  serve(router, commandGate, startWalkIn, async (call) => {
    const { principal, body } = call;
    const siteId = siteOf(principal, toId<'site'>(body.siteId));
    const data = { residentId: toId<'resident'>(body.residentId), siteId, areaCode: AREA_OF_SITE, channel: 'site', doses: plan(body.doses) };
    const sent = { journeyId: newId<'journey'>(), command: { type: 'walkIn' as const, data }, scope: { site: siteId }, station: body.station, staffId: staffOf(principal, body.staffId), needs: [startWalkIn.scope] };
    return (await submitCommand(ctx, call, sent)).answer;
  });

  serve(router, gate, listJourneys, async ({ principal, query }) => {
    const { siteId, area, day, stage, flag, first, after } = query;
    if (isOfSites(principal) && ((siteId === undefined && !principal.person) || area !== undefined)) throw listNotOffered(JOURNEY_LISTS);
    const scope = scopeOf(principal, siteId === undefined ? undefined : toId<'site'>(siteId));
    const filter = {
      siteId: siteId === undefined ? scope.site : toId<'site'>(siteId),
      areaCode: area === undefined ? undefined : toAreaCode(area),
      day: day === undefined ? undefined : toLocalDate(day),
      stage,
      flag,
    };
    const { items, pageInfo } = await offered(ctx.journeys.list(scope, filter, { first, after }), JOURNEY_LISTS);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'journeys.list', objectKind: 'journey', outcome: 'done', ids: items.map((row) => row.journeyId) });
    return {
      data: items.map(showJourneyRow),
      pageInfo,
    };
  });

  // Figures without ids: nobody's record is read, so nothing is audited.
  serve(router, gate, countJourneys, async ({ principal, query: { day, ...asked } }) => {
    const { scope, place } = placeOf(principal, asked, JOURNEY_COUNTS);
    return { data: await offered(ctx.journeys.count(scope, place, toLocalDate(day)), JOURNEY_COUNTS) };
  });

  serve(router, gate, getJourney, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const { residentId, journeyId, cases: open } = found.state;
    const [archive, steps, cases] = await Promise.all([
      ctx.archives.get(scope, residentId),
      principal.kind === 'channel' ? [] : ctx.steps.ofJourney(scope, journeyId),
      principal.kind === 'channel' || open.length === 0 ? [] : ctx.cases.ofJourney(scope, journeyId),
    ]);
    const engineUrl = principal.person && may(principal.person.roles, 'getJourney.engine') ? (ctx.engineUrl?.(journeyId) ?? null) : null;
    return showJourney(found.state, { archive, steps, cases: cases.filter(({ status }) => status === 'open'), asOf: ctx.now(), engineUrl });
  });

  serve(router, gate, getTimeline, async ({ principal, params }) => {
    const { scope } = await findJourney(ctx, principal, toId(params.id));
    const entries = await ctx.journeys.timeline(scope, toId(params.id));
    return { data: entries.map(({ version, type, at, station, commandId, actor, data }) => ({ version, type, at: rfc3339(at), station, commandId, actor, data: data as Record<string, unknown> })) };
  });

  serve(router, gate, getArchiveDifferences, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const { journeyId, lookUp } = found.state;
    const compared = lookUp?.evidenceId ? await ctx.archives.comparison(scope, lookUp.evidenceId) : null;
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'archive.compare', objectKind: 'journey', objectId: journeyId, outcome: 'done' });
    return { journeyId, theirsVersion: lookUp?.registryVersion ?? null, ...showComparison(compared) };
  });

  serve(router, gate, getOpenCommands, async ({ principal, params }) => {
    const { state } = (await findJourney(ctx, principal, toId(params.id))).found;
    const stage = stageOf(state);
    return {
      journeyId: state.journeyId,
      version: state.version,
      stage,
      allowed: [...COMMANDS_BY_STAGE[stage]],
      doses: state.doses.map((dose) => ({ plannedDoseId: dose.plannedDoseId, state: doseStateOf(dose), firstOpenGate: isDone(dose) ? null : firstOpenGate(state, dose) })),
    };
  });

  serve(router, gate, listNotices, async ({ principal, params }) => {
    const { scope } = await findJourney(ctx, principal, toId(params.id));
    const notices = await ctx.notices.ofJourney(scope, toId(params.id));
    return { data: notices.map(showNotice) };
  });
}

export function findJourney(ctx: ApiContext, principal: Principal, journeyId: JourneyId) {
  return findInReach(principal, (scope) => ctx.door.peek(scope, journeyId));
}

/** Planned doses get their ids here, before the door sees them. */
export function plan(doses: readonly DoseBody[]): DoseRequest[] {
  return doses.map(({ productId, doseNumber }) => ({ plannedDoseId: newId(), productId, doseNumber }));
}

