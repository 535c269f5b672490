import { setTimeout as wait } from 'node:timers/promises';
import type { IRouter, RequestHandler } from 'express';
import { retryJourney } from '../../contracts/journey-retry.js';
import { getCommand, sendJourneyCommand, type CommandAnswer, type JourneyCommandBody } from '../../contracts/journey-commands.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import type { Committed } from '../../db/door/submission.js';
import type { Scope as Grant } from '../../contracts/scopes.js';
import { toId, type JourneyId } from '../../domain/ids.js';
import { processView } from '../../domain/journey/process-view.js';
import { REGISTRY } from '../../domain/systems/systems.js';
import { requirePermission, requireScope, type Principal } from '../auth/principal.js';
import { bodyHashOf } from '../body-hash.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { serve, type Call } from '../serve.js';
import { submitCommand } from '../submit.js';
import { actorOf, isOfSites, staffOf } from '../reach.js';
import { findJourney } from './journeys.js';
import { readIdentification } from './identification.js';
import { auditRefused } from './shown-code.js';
import { toCommand } from './to-command.js';
import { rfc3339 } from './journey-view.js';

const POLL_MS = 25;
/** What a resident may do to the own booking through a channel; everything else happens at a desk. */
const OF_BOOKING: readonly JourneyCommandBody['type'][] = ['reschedule', 'cancel'];

export function commandRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext, commandGate: RequestHandler): void {
  serve(router, commandGate, sendJourneyCommand, async (call) => {
    const { principal, params } = call;
    const body = { ...call.body, ...(principal.person && { staffId: staffOf(principal, call.body.staffId) }) };
    const journeyId = toId<'journey'>(params.id);
    const needs = allow(principal, body.type);
    const scope = await scopeOfJourney(ctx, principal, journeyId);
    const shown = body.type === 'identify' ? await readIdentification(ctx, body.data).catch((refusal: unknown) => firstAnswer(ctx, call, refusal)) : null;
    if (shown && 'answer' in shown) return shown.answer;
    const { station, staffId, expectedVersion } = body;
    const { command, evidence, notes } = toCommand(body, shown, ctx.now());
    const ask = shown?.holder && { holder: shown.holder };
    const { answer, committed } = await submitCommand(ctx, call, { journeyId, command, scope, station, staffId, expectedVersion, evidence, notes, needs, ...(ask && { ask }) });
    if (body.type === 'identify') await waitForLookUp(ctx, scope, committed);
    return answer;
  });

  serve(router, gate, retryJourney, async (call) => {
    const { found, scope } = await findJourney(ctx, call.principal, toId(call.params.id));
    const { staffId, reason } = call.body;
    const noteId = newId<'note'>();
    const { answer } = await submitCommand(ctx, call, {
      journeyId: found.state.journeyId,
      command: { type: 'restartSteps', data: { by: staffId, noteId } },
      scope,
      staffId,
      notes: [{ id: noteId, text: reason, purpose: 'steps-restarted' }],
      needs: [retryJourney.scope],
    });
    return answer;
  });

  serve(router, gate, getCommand, async ({ principal, params }) => {
    const found = await ctx.commands.find(principal.clientId, toId(params.id));
    if (!found) throw problemOf('not-found');
    const { commandId, at, answer } = found;
    return { commandId, status: 'committed' as const, events: (answer.answer as CommandAnswer).events, journeyId: answer.journeyId, version: answer.version, at: rfc3339(at) };
  });
}

/** The scopes of which a client needs one; a person by the command. */
function allow(principal: Principal, type: JourneyCommandBody['type']): Grant[] {
  const needs: Grant[] = OF_BOOKING.includes(type) ? ['journeys:book', 'journeys:desk'] : ['journeys:desk'];
  if (principal.person) requirePermission(principal.person, `sendJourneyCommand.${type}`);
  else requireScope(principal, needs);
  if (principal.kind === 'channel' && !OF_BOOKING.includes(type)) throw problemOf('not-for-this-client');
  return needs;
}

/** A client of one site needs no look-up: the door says whether the journey is in its reach. */
async function scopeOfJourney(ctx: ApiContext, principal: Principal, journeyId: JourneyId): Promise<Scope> {
  const [only, ...others] = principal.siteIds;
  if (isOfSites(principal) && only && others.length === 0) return { site: only };
  return (await findJourney(ctx, principal, journeyId)).scope;
}

/** A code that was taken once is refused when it is old, but a repeat under the same key gets its first answer all the same. */
async function firstAnswer(ctx: ApiContext, { principal, params, key, path, body, response }: Call<typeof sendJourneyCommand>, refusal: unknown): Promise<{ answer: CommandAnswer }> {
  const kept = await ctx.commands.findKept<CommandAnswer>({ owner: principal.clientId, key, bodyHash: bodyHashOf(path, body) });
  if (kept?.kind === 'other-body') throw problemOf('idempotency-key-reused');
  if (!kept) return auditRefused(ctx, { actor: actorOf(principal, body.staffId), action: 'journey.identify', objectKind: 'journey', objectId: params.id }, refusal);
  response.set('Idempotent-Replay', 'true');
  return { answer: kept.answer };
}

/** Identification has a time budget: if the registry's answer is on its way, the desk gets it with this answer, within the policy's limit. Nobody asks while the engine is away. */
async function waitForLookUp(ctx: ApiContext, scope: Scope, { state, breakers, policies }: Committed): Promise<void> {
  const breaker = breakers[REGISTRY] ?? 'closed';
  const until = Date.now() + (await ctx.policies.of(policies)).clocks.lookUpWaitMs;
  let waits = processView(state).lookUp !== null && breaker === 'closed' && ctx.engineDownSince() === null;
  while (waits && Date.now() < until) {
    await wait(POLL_MS);
    const now = await ctx.door.peek(scope, state.journeyId);
    waits = now !== null && processView(now.state).lookUp !== null;
  }
}
