import type { IRouter, RequestHandler } from 'express';
import { getJourney, getOpenCommands, getTimeline, JOURNEY_LISTS, listJourneys, startWalkIn } from '../../contracts/journeys.js';
import { getArchiveDifferences } from '../../contracts/archives.js';
import { createBooking } from '../../contracts/bookings.js';
import { listNotices } from '../../contracts/notices.js';
import type { DoseRequest as DoseBody } from '../../contracts/journey-commands.js';
import { toAreaCode, toId, type JourneyId } from '../../domain/ids.js';
import type { DoseRequest } from '../../domain/journey/commands.js';
import { firstOpenGate } from '../../domain/journey/gates.js';
import { COMMANDS_BY_STAGE } from '../../domain/journey/stages.js';
import { stageOf } from '../../domain/journey/stage-of.js';
import { doseStateOf, isDone } from '../../domain/journey/state.js';
import { toLocalDate } from '../../domain/time.js';
import { newId } from '../../db/new-id.js';
import type { Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { listNotOffered, offered } from '../offered-lists.js';
import { checkResident, findInReach, scopeOf, siteOf } from '../reach.js';
import { serve } from '../serve.js';
import { submitCommand } from '../submit.js';
import { optionalTime, rfc3339, showComparison, showJourney } from './journey-view.js';

/** Nothing that a dose of this release begins before its site is known: the door puts the site's own area in its place. */
const AREA_OF_SITE = toAreaCode('440000');

export function journeyRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext, commandGate: RequestHandler): void {
  serve(router, commandGate, createBooking, async (call) => {
    const { principal, body } = call;
    const residentId = toId<'resident'>(body.residentId);
    const siteId = toId<'site'>(body.siteId);
    checkResident(principal, residentId);
    const scope = principal.kind === 'channel' ? scopeOf(principal) : { site: siteOf(principal, siteId) };
    const data = { residentId, siteId, areaCode: AREA_OF_SITE, channel: principal.clientId, slotId: toId<'slot'>(body.slotId), doses: plan(body.doses) };
    return (await submitCommand(ctx, call, { journeyId: newId(), command: { type: 'book', data }, scope, staffId: body.staffId, needs: [createBooking.scope] })).answer;
  });

  serve(router, commandGate, startWalkIn, async (call) => {
    const { principal, body } = call;
    const siteId = siteOf(principal, toId<'site'>(body.siteId));
    const data = { residentId: toId<'resident'>(body.residentId), siteId, areaCode: AREA_OF_SITE, channel: 'site', doses: plan(body.doses) };
    const sent = { journeyId: newId<'journey'>(), command: { type: 'walkIn' as const, data }, scope: { site: siteId }, station: body.station, staffId: body.staffId, needs: [startWalkIn.scope] };
    return (await submitCommand(ctx, call, sent)).answer;
  });

  serve(router, gate, listJourneys, async ({ principal, query }) => {
    const { siteId, area, day, stage, first, after } = query;
    if (principal.kind === 'site-client' && (siteId === undefined || area !== undefined)) throw listNotOffered(JOURNEY_LISTS);
    const scope = scopeOf(principal, siteId === undefined ? undefined : toId<'site'>(siteId));
    const filter = {
      siteId: siteId === undefined ? undefined : toId<'site'>(siteId),
      areaCode: area === undefined ? undefined : toAreaCode(area),
      day: day === undefined ? undefined : toLocalDate(day),
      stage,
    };
    const { items, pageInfo } = await offered(ctx.journeys.list(scope, filter, { first, after }), JOURNEY_LISTS);
    await ctx.audit.write({ actor: { kind: 'client', clientId: principal.clientId }, action: 'journeys.list', objectKind: 'journey', outcome: 'done', ids: items.map((row) => row.journeyId) });
    return {
      data: items.map(({ journeyId: id, siteId: at, stage: now, day: on, channel, openCases, startedAt, closedAt }) => ({
        id, siteId: at, stage: now, day: on, channel, openCases, startedAt: rfc3339(startedAt), closedAt: optionalTime(closedAt),
      })),
      pageInfo,
    };
  });

  serve(router, gate, getJourney, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const [archive, steps] = await Promise.all([
      ctx.archives.get(scope, found.state.residentId),
      principal.kind === 'channel' ? [] : ctx.steps.ofJourney(scope, found.state.journeyId),
    ]);
    return showJourney(found.state, archive, steps);
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
    await ctx.audit.write({ actor: { kind: 'client', clientId: principal.clientId }, action: 'archive.compare', objectKind: 'journey', objectId: journeyId, outcome: 'done' });
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
    return {
      data: notices.map(({ noticeId: id, template: kind, channel, contentVersion, state, createdAt }) => ({ id, kind, channel, contentVersion, state, createdAt: rfc3339(createdAt) })),
    };
  });
}

export function findJourney(ctx: ApiContext, principal: Principal, journeyId: JourneyId) {
  return findInReach(principal, (scope) => ctx.door.peek(scope, journeyId));
}

/** Planned doses get their ids here, before the door sees them. */
function plan(doses: readonly DoseBody[]): DoseRequest[] {
  return doses.map(({ productId, doseNumber }) => ({ plannedDoseId: newId(), productId, doseNumber }));
}

