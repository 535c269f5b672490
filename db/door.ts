import { setTimeout as sleep } from 'node:timers/promises';
import type { EvidenceId, JourneyId } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { decide } from '../domain/journey/decide.js';
import type { Decided } from '../domain/journey/decision.js';
import type { JourneyEvent } from '../domain/journey/events.js';
import { evolve } from '../domain/journey/evolve.js';
import { processView } from '../domain/journey/process-view.js';
import { stageOf } from '../domain/journey/stage-of.js';
import type { TheirFact, UndoFact } from '../domain/journey/facts.js';
import type { JourneyState } from '../domain/journey/state.js';
import { eventVersion, type StoredEvent } from '../domain/journey/upcast.js';
import type { Policies } from '../domain/policies.js';
import type { PolicyVersions } from '../domain/policies/names.js';
import type { Refusal } from '../domain/refusals.js';
import type { BlindIndex } from './blind-index.js';
import { appendRequest } from './door/append-request.js';
import { auditRow, type Dismissal } from './door/audit-row.js';
import { readLookUp, type BothSides } from './look-up-evidence.js';
import { atItsSite, factsOf, grantsOf, readRequest } from './door/read-request.js';
import { currentState, NewerStateError } from './door/stored-state.js';
import type { AppendAnswer, Done, KeptAnswer, ReadAnswer, StoredJourney, Submission, SubmitResult } from './door/submission.js';
import type { FieldCipher } from './field-cipher.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

export type DoorOptions = {
  pool: Statements;
  cipher: FieldCipher;
  /** By which a number that was read at a station is found. */
  blindIndex: BlindIndex;
  /** Policies by the versions in force that were read with the state. */
  policies: (published: PolicyVersions) => Policies | Promise<Policies>;
  /** How long the relay leaves fresh news to the process that committed it. */
  sendAfterMs?: number;
};

export type Door = {
  /** Decides and records one command, or says no. Throws `DatabaseError`: nothing is known then, the same key may be sent again. */
  submit(submission: Submission): Promise<SubmitResult>;
  /** The present state without a decision, or null outside the scope. Throws `NewerStateError`. */
  peek(scope: Scope, journeyId: JourneyId): Promise<{ state: JourneyState; version: number } | null>;
};

const TRIES_AT_A_DESK = 3;
const LONGEST_PAUSE_MS = 1_000;
/** As many as one decision can open: one for each of ten planned doses, and one for the journey. */
const FRESH_CASE_IDS = 11;

/** One door for whatever happens to a journey: read and decide and append, two round trips when nothing clashes. */
export function createDoor(options: DoorOptions): Door {
  return {
    async submit(submission) {
      for (let attempt = 1; ; attempt += 1) {
        const result = await tryOnce(options, submission);
        if (result.kind !== 'lost') return result;
        // A desk is told after three lost races; a finding is true whenever it is recorded, so its process goes on.
        if (submission.actor.kind !== 'process' && attempt >= TRIES_AT_A_DESK) return dismissed(options, submission, { code: 'try-again' }, result);
        await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** Math.min(attempt, 10)));
      }
    },
    async peek(scope, journeyId) {
      const state = await peek(options.pool, scope, journeyId);
      return state && { state, version: state.version };
    },
  };
}

/** What only some commands need is read, or appended, by a function of its own, in the same round trip; every other command does not pay for it. */
const READ_FOR: Partial<Record<JourneyCommand['type'], string>> = {
  resolveCase: 'read_with_case_v3', resendNotice: 'read_with_case_v3', askUndo: 'read_with_undo_v2', identify: 'read_with_holder_v1',
  book: 'read_with_site_v1', walkIn: 'read_with_site_v1', reschedule: 'read_with_site_v1', checkIn: 'read_with_site_v1',
  verify: 'read_with_package_v1', recordDose: 'read_with_package_v1',
};

function readFor(command: JourneyCommand): string {
  if (isUndo(command)) return 'read_with_undo_v2';
  if (command.type === 'recordConsent' && command.data.escortAuthorisationId !== null) return 'read_with_escort_v1';
  return READ_FOR[command.type] ?? 'read_v2';
}

type Special = Partial<Record<'identifiers' | 'cases' | 'movedCases' | 'resolvedCases' | 'dismissedPair' | 'forgottenPair' | 'proposedCases' | 'keptLonger', unknown>>;

function appendFor({ identifiers, cases, movedCases, resolvedCases, dismissedPair, forgottenPair, proposedCases, keptLonger }: Special, movesDoses: boolean): string {
  if (forgottenPair || proposedCases) return 'append_with_undo_v1';
  if (keptLonger) return 'append_keeping_longer_v1';
  if (dismissedPair) return 'append_with_dismissed_pair_v1';
  if (movedCases) return movesDoses ? 'append_with_moved_cases_and_doses_v1' : 'append_with_moved_cases_v1';
  if (movesDoses) return 'append_with_doses_v1';
  if (identifiers) return 'append_with_numbers_v1';
  return cases || resolvedCases ? 'append_with_cases_v1' : 'append_v1';
}

async function tryOnce(options: DoorOptions, submission: Submission): Promise<SubmitResult> {
  const read = await options.pool.call<ReadAnswer>(readFor(submission.command), readRequest(submission, options.blindIndex));
  const denied = denial(read, submission);
  if (denied) return denied;
  if (read.otherBody) return dismissed(options, submission, { code: 'idempotency-key-reused' }, { kind: 'other-body' });
  try {
    const { journeyId } = submission;
    const before = read.journey ? await currentState(journeyId, read.journey, () => readLog(options.pool, read.scope, journeyId)) : null;
    if (read.replay) return await repeated(options, submission, read.replay, before, read);
    return await decideAndAppend(options, submission, read, before);
  } catch (error) {
    if (error instanceof NewerStateError) return { kind: 'newer-state' };
    throw error;
  }
}

/** What was taken from the client since it was last asked for counts at once; to a client without the site everything there is unknown. */
function denial(read: ReadAnswer, submission: Submission): SubmitResult | null {
  const { client } = read;
  if (client?.status === 'revoked') return { kind: 'revoked' };
  if (client && submission.needs && !submission.needs.some((scope) => grantsOf(read, submission).includes(scope))) return { kind: 'not-granted' };
  return client?.reaches === false ? { kind: 'unknown' } : null;
}

async function decideAndAppend(options: DoorOptions, submission: Submission, read: ReadAnswer, before: JourneyState | null): Promise<SubmitResult> {
  const command = atItsSite(submission.command, read);
  const begins = command?.type === 'book' || command?.type === 'walkIn';
  const known = begins ? Boolean(read.history) : before !== null;
  if (!command || !known) return dismissed(options, submission, { code: 'not-found' }, { kind: 'unknown' });
  const { expectedVersion } = submission;
  if (before && expectedVersion !== undefined && before.version !== expectedVersion) return dismissed(options, submission, { code: 'version-moved', version: before.version }, { kind: 'moved', version: before.version });
  const freshCaseIds = Array.from({ length: FRESH_CASE_IDS }, () => newId<'case'>());
  const shown = before && (await readShown(options, read.scope, before, command));
  const theirs: TheirFact | null = shown && { birthDate: shown.theirs.birthDate };
  const undo: UndoFact | null = isUndo(command) ? { ourBirthDate: shown?.ours.birthDate ?? null, later: read.laterThanDecision ?? null } : null;
  const facts = factsOf(read, submission, { policies: await options.policies(read.policies), freshCaseIds, cipher: options.cipher, theirs, undo });
  const decision = decide(submission.journeyId, before, command, facts, read.now);
  return decision.ok ? append(options, submission, read, before, decision, shown) : refuse(options, submission, before, decision.refusal);
}

/** Both sides, where the identity differs and the dose may go on all the same or somebody decides about it: a third statement, for few. */
async function readShown({ pool, cipher }: DoorOptions, scope: Scope, state: JourneyState, command: JourneyCommand): Promise<BothSides | null> {
  const evidenceId = shownIn(state, command);
  const shown = evidenceId && (await readLookUp({ pool, cipher }, { scope, journeyId: state.journeyId, evidenceId }));
  return shown && 'theirs' in shown ? shown : null; // several archives have no one side
}

/** Of a decision that is to be reversed what it was taken on, else what differs now. */
function shownIn({ lookUp, closed, decided }: JourneyState, command: JourneyCommand): EvidenceId | null {
  if (isUndo(command)) return decided?.evidenceId ?? null;
  return lookUp?.outcome === 'differs' && (!closed || command.type === 'resolveCase') ? lookUp.evidenceId : null;
}

function isUndo({ type, data }: JourneyCommand): boolean {
  return type === 'askUndo' || (type === 'resolveCase' && data.action === 'undo-decision');
}

async function append(options: DoorOptions, submission: Submission, read: ReadAnswer, before: JourneyState | null, decision: Decided, shown: BothSides | null): Promise<SubmitResult> {
  const { journeyId } = submission;
  const events = decision.events.map((happened) => inEnvelope(happened, submission, read));
  const after = events.reduce<JourneyState | null>((state, event) => evolve(journeyId, state, event), before);
  if (!after) return { kind: 'unknown' };
  const done: Done = { journeyId, version: after.version, stage: stageOf(after), events, state: after, breakers: read.breakers, policies: read.policies };
  const answer: KeptAnswer = { journeyId, version: done.version, stage: done.stage, answer: (submission.toAnswer ?? plainAnswer)(done) };
  const { cipher, blindIndex, sendAfterMs = 2_000 } = options;
  const { request, movesDoses, refusals, newsVersion } = appendRequest({ submission, scope: read.scope, read, decision, before, after, events, answer, cipher, blindIndex, sendAfterMs, shown });
  const appended = await options.pool.call<AppendAnswer>(appendFor(request, movesDoses), request);
  if ('ok' in appended) return { kind: 'committed', replayed: false, ...done, view: processView(after), newsVersion, answer: answer.answer };
  if ('otherBody' in appended) return dismissed(options, submission, { code: 'idempotency-key-reused' }, { kind: 'other-body' });
  if ('clash' in appended) {
    const refusal = refusals[appended.clash] ?? null;
    // Without words of its own a clash is decided again: the state that the other left says what it means.
    return refusal ? { kind: 'refused', refusal, version: before?.version ?? 0, stage: before && stageOf(before) } : { kind: 'lost' };
  }
  // The same key came twice at once and the other was first: its answer is there to be read.
  if ('replay' in appended) return tryOnce(options, submission);
  return { kind: 'lost' };
}

/** A command that begins a journey comes again under another id for it: the kept answer says which one it began. */
async function repeated({ pool }: DoorOptions, { journeyId }: Submission, kept: KeptAnswer, before: JourneyState | null, { breakers, policies, scope }: ReadAnswer): Promise<SubmitResult> {
  const state = kept.journeyId === journeyId ? before : await peek(pool, scope, kept.journeyId);
  if (!state) return { kind: 'unknown' };
  const { version, stage, answer } = kept;
  return { kind: 'committed', replayed: true, version, stage, events: [], state, view: processView(state), newsVersion: null, answer, breakers, policies };
}

async function peek(pool: Statements, scope: Scope, journeyId: JourneyId): Promise<JourneyState | null> {
  const stored = await pool.call<StoredJourney | null>('peek_v1', { scope, journeyId });
  return stored && currentState(journeyId, stored, () => readLog(pool, scope, journeyId));
}

/** A refusal is not kept: the same key is decided anew. It leaves one audit row and nothing else. */
async function refuse({ pool }: DoorOptions, submission: Submission, before: JourneyState | null, refusal: Refusal): Promise<SubmitResult> {
  await pool.call('write_audit_v1', auditRow(submission, { outcome: 'refused', refusal }));
  return { kind: 'refused', refusal, version: before?.version ?? 0, stage: before && stageOf(before) };
}

/** No rule refused it: `problem` is what the API says of it, by its code. */
async function dismissed({ pool }: DoorOptions, submission: Submission, problem: Dismissal, result: SubmitResult): Promise<SubmitResult> {
  await pool.call('write_audit_v1', auditRow(submission, { outcome: 'refused', refusal: problem }));
  return result;
}

function inEnvelope(happened: Decided['events'][number], { commandId, actor, station }: Submission, { now }: ReadAnswer): JourneyEvent {
  return { ...happened, v: eventVersion(happened.type), at: now, commandId, actor, station } as JourneyEvent;
}

function plainAnswer({ journeyId, version, stage, events }: Done) {
  return { journeyId, version, stage, events: events.map((event) => event.type) };
}

function readLog(pool: Statements, scope: Scope, journeyId: JourneyId): Promise<StoredEvent[]> {
  return pool.call('read_log_v1', { scope, journeyId });
}
