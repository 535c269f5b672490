import type { IRouter, RequestHandler } from 'express';
import { listObservation, type ObservedResident } from '../../contracts/observation.js';
import type { ObservedRow } from '../../db/observation-store.js';
import { toId } from '../../domain/ids.js';
import { observedOf } from '../../domain/journey/observed.js';
import type { Instant } from '../../domain/time.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { offered } from '../offered-lists.js';
import { siteOf } from '../reach.js';
import { serve } from '../serve.js';
import { optionalTime, rfc3339 } from './journey-view.js';
import { maskName } from './resident-view.js';

/** What the cursor of the board is offered for. */
const OBSERVATION_LISTS = ['siteId'];

/** The board of the observation desk 留观区. An alarm is told from the clock at every reading: it rings with the engine down, and nobody has to take it back. */
export function observationRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listObservation, async ({ principal, query: { siteId, first, after } }) => {
    const site = siteOf(principal, siteId === undefined ? undefined : toId<'site'>(siteId));
    const [{ items, pageInfo }, { policies }] = await Promise.all([offered(ctx.observation.list({ site }, site, { first, after }), OBSERVATION_LISTS), ctx.policies.inForce()]);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'observation.list', objectKind: 'journey', outcome: 'done', ids: items.map(({ journeyId }) => journeyId) });
    const now = ctx.now();
    return { asOf: rfc3339(now), data: items.flatMap((row) => show(row, policies.clocks.observationAlarmMs, now)), pageInfo };
  });
}

function show({ journeyId, stage, state, name }: ObservedRow, alarmMs: number, now: Instant): ObservedResident[] {
  const observed = observedOf(state, alarmMs, now);
  if (!observed) return [];
  const { until, alarmAt, lastDoseAt, ...rest } = observed;
  return [{ journeyId, name: name && maskName(name), stage, lastDoseAt: optionalTime(lastDoseAt), until: rfc3339(until), alarmAt: rfc3339(alarmAt), ...rest }];
}
