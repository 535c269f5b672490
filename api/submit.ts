import type { Banner } from '../contracts/fields.js';
import type { CommandAnswer } from '../contracts/journey-commands.js';
import type { Committed, Submission, SubmitResult } from '../db/door/submission.js';
import { newId } from '../db/new-id.js';
import type { JourneyId } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { COMMANDS_BY_STAGE } from '../domain/journey/stages.js';
import { pauseBannersOf } from '../domain/systems/systems.js';
import { REFUSAL_STATUS, type Refusal } from '../domain/refusals.js';
import { bodyHashOf } from './body-hash.js';
import { scopeMissing } from './auth/principal.js';
import type { KeyedCall } from './serve.js';
import type { ApiContext } from './context.js';
import { problemOf, unavailable } from './error-handler.js';
import { HttpProblem } from './http-problem.js';
import { tellParams } from './problem-params.js';
import { actorOf } from './reach.js';
import { note } from './request-log.js';
import type { Scope as Grant } from '../contracts/scopes.js';
import type { Scope } from '../db/scope.js';
import { VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';

export type CommandToSend = {
  journeyId: JourneyId;
  command: JourneyCommand;
  scope: Scope;
  station?: string | undefined;
  staffId?: string | undefined;
  /** One of these is enough; asked again at the door, of the client as it is then. */
  needs: readonly Grant[];
} & Pick<Submission, 'ask' | 'evidence' | 'notes' | 'expectedVersion'>;

/**
 * Sends one command through the door and gives the answer that its key keeps. News goes to the workflow without making the client wait.
 * Throws the problem of a refusal, of a lost race, or of a key that was used for another body.
 */
export async function submitCommand(ctx: ApiContext, call: KeyedCall, { scope, staffId, station, ...sent }: CommandToSend): Promise<{ answer: CommandAnswer; committed: Committed }> {
  const { principal, key, request, response } = call;
  const commandId = newId<'command'>();
  note(request, { journeyId: sent.journeyId, commandId });
  const result = await ctx.door.submit({
    ...sent,
    commandId,
    scope,
    key: { owner: principal.clientId, key, bodyHash: bodyHashOf(call.path, call.body) },
    actor: actorOf(principal, staffId),
    station: principal.person?.device?.station ?? station ?? null, // what a device is for nobody at it says otherwise
    tokenScopes: principal.scopes,
    issuerAway: ctx.issuer.isAway(),
    toAnswer: ({ journeyId, version, stage, events, breakers }): CommandAnswer => ({
      commandId, journeyId, version, stage, events: events.map((event) => event.type), allowed: [...COMMANDS_BY_STAGE[stage]],
      ...(sent.command.type === 'identify' && { banners: shownBanners(ctx, pausedAmong(breakers)) }),
    }),
  });
  const committed = committedOrThrow(result, sent.needs);
  const { newsVersion, state } = committed;
  if (newsVersion !== null) ctx.relay.tell({ process: VACCINATION_JOURNEY, id: state.journeyId, version: newsVersion, day: state.day });
  if (committed.replayed) response.set('Idempotent-Replay', 'true');
  return { answer: committed.answer as CommandAnswer, committed }; // kept as `toAnswer` made it
}

/** What a page shows while something outside is away or paused. */
export async function bannersOf(ctx: Pick<ApiContext, 'issuer' | 'paused'>): Promise<Banner[]> {
  return shownBanners(ctx, (await ctx.paused()).keys());
}

function shownBanners({ issuer }: Pick<ApiContext, 'issuer'>, paused: Iterable<string>): Banner[] {
  return [...(issuer.isAway() ? ['issuer-away' as const] : []), ...pauseBannersOf(paused)];
}

/** The door reads them with the state, so that an identification asks nothing more. */
function pausedAmong(breakers: Committed['breakers']): string[] {
  return Object.keys(breakers).filter((system) => breakers[system] === 'paused');
}

function committedOrThrow(result: SubmitResult, needs: readonly Grant[]): Committed {
  switch (result.kind) {
    case 'committed': return result;
    case 'refused': throw refusalProblem(result.refusal);
    case 'moved': throw problemOf('version-moved', { version: result.version });
    case 'lost': throw problemOf('try-again', {}, { 'Retry-After': '1' });
    case 'other-body': throw problemOf('idempotency-key-reused');
    case 'unknown': throw problemOf('not-found');
    case 'revoked': throw problemOf('not-authenticated');
    case 'not-granted': throw scopeMissing(needs);
    case 'newer-state': throw unavailable('newer-state');
  }
}

export function refusalProblem(refusal: Refusal): HttpProblem {
  return new HttpProblem({ code: refusal.code, status: REFUSAL_STATUS[refusal.code], params: tellParams(refusal) });
}
