import type { DifferingFields } from '../archive/compare.js';
import { takeRefusal } from '../archive/take-refusal.js';
import type { NoteId } from '../ids.js';
import type { TakenFields } from '../journey/events.js';
import type { Clocks } from '../policies.js';
import { refuse, type Refusal, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';
import { actionsOf, type CaseAction } from './kinds.js';
import { claimNow, levelAbove, type CaseHappened, type SupervisorCase } from './supervisor-case.js';

/** What may be done to a case beside resolving it, which is a command of its journey. `escalate` is a finding of its workflow. */
export type CaseCommand =
  | { type: 'claim'; by: string }
  | { type: 'takeOver'; by: string; noteId: NoteId }
  | { type: 'release'; by: string }
  | { type: 'comment'; by: string; noteId: NoteId }
  /** `differing`: on which fields the journey's last look-up found the sides to differ. */
  | { type: 'propose'; by: string; caseVersion: number; action: CaseAction; noteId: NoteId; take: TakenFields; differing: DifferingFields }
  | { type: 'decline'; by: string; caseVersion: number; noteId: NoteId }
  | { type: 'ask'; by: string; noteId: NoteId }
  | { type: 'answer'; by: string; noteId: NoteId }
  | { type: 'escalate'; dueAt: Instant };
type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;

export type CaseDecision = { ok: true; event: CaseHappened; after: SupervisorCase } | Refused;

/** Pure; the caller has locked the case, stores `after` and appends `event`. Claiming again what one has renews the claim. */
export function decideCase(before: SupervisorCase, command: CaseCommand, clocks: Pick<Clocks, 'caseClaimMs' | 'caseDueMs'>, now: Instant): CaseDecision {
  if (before.status === 'resolved') return refuse({ code: 'case-not-open' });
  const until = (now + clocks.caseClaimMs) as Instant;
  switch (command.type) {
    case 'claim': return claim(before, command, until, now);
    case 'takeOver': return takeOver(before, command, until, now);
    case 'release': return release(before, command, now);
    case 'comment': return happened(before, { type: 'commented', data: { by: command.by, noteId: command.noteId } }, {});
    case 'propose': return propose(before, command, now);
    case 'decline': return decline(before, command);
    case 'ask': return ask(before, command, now);
    case 'answer': return answer(before, command);
    case 'escalate': return escalate(before, command.dueAt, (now + clocks.caseDueMs) as Instant, now);
  }
}

/** Whoever decides or proposes has read what the case is about now, and nobody else has it in hand. */
export function workRefusal(found: Pick<SupervisorCase, 'version' | 'sameSince' | 'claim'>, { by, caseVersion }: { by: string; caseVersion: number }, now: Instant): Refusal | null {
  return movedSince(found, caseVersion) ?? heldByOther(found, by, now);
}

/** Its clock alone moves nothing that was read. */
function movedSince({ version, sameSince }: Pick<SupervisorCase, 'version' | 'sameSince'>, read: number): Refusal | null {
  return read < sameSince || read > version ? { code: 'case-moved', version } : null;
}

function heldByOther(found: Pick<SupervisorCase, 'claim'>, by: string, now: Instant): Refusal | null {
  const held = claimNow(found, now);
  return held && held.by !== by ? { code: 'case-claimed', until: held.until } : null;
}

function claim(before: SupervisorCase, { by }: Command<'claim'>, until: Instant, now: Instant): CaseDecision {
  const refusal = heldByOther(before, by, now);
  return refusal ? refuse(refusal) : happened(before, { type: 'claimed', data: { by, until } }, { claim: { by, until } });
}

function takeOver(before: SupervisorCase, { by, noteId }: Command<'takeOver'>, until: Instant, now: Instant): CaseDecision {
  const held = claimNow(before, now);
  if (!held || held.by === by) return refuse({ code: 'case-not-claimed' });
  return happened(before, { type: 'takenOver', data: { by, from: held.by, until, noteId } }, { claim: { by, until } });
}

function release(before: SupervisorCase, { by }: Command<'release'>, now: Instant): CaseDecision {
  if (!claimNow(before, now)) return refuse({ code: 'case-not-claimed' });
  const refusal = heldByOther(before, by, now);
  return refusal ? refuse(refusal) : happened(before, { type: 'released', data: { by } }, { claim: null });
}

/** Given out of hand at once, so that the other person can take it. One proposal at a time: another one would hide the first. */
function propose(before: SupervisorCase, command: Command<'propose'>, now: Instant): CaseDecision {
  const { by, action, noteId, take } = command;
  const allowed = actionsOf(before.kind);
  if (!allowed.includes(action)) return refuse({ code: 'case-action-not-allowed', action, allowed: [...allowed] });
  if (before.proposal) return refuse({ code: 'case-awaits-approval', action: before.proposal.action });
  const chooses = action === 'choose-fields';
  const refusal = workRefusal(before, command, now) ?? takeRefusal(chooses ? command.differing : {}, take);
  const what = { action, by, noteId, ...(chooses && { take }) };
  return refusal ? refuse(refusal) : happened(before, { type: 'proposed', data: what }, { claim: null, moved: null, proposal: { ...what, at: now } });
}

function decline(before: SupervisorCase, { by, caseVersion, noteId }: Command<'decline'>): CaseDecision {
  if (!before.proposal) return refuse({ code: 'case-not-awaiting' });
  const refusal = movedSince(before, caseVersion);
  return refusal ? refuse(refusal) : happened(before, { type: 'declined', data: { action: before.proposal.action, by, noteId } }, { proposal: null });
}

function ask(before: SupervisorCase, { by, noteId }: Command<'ask'>, now: Instant): CaseDecision {
  const refusal = heldByOther(before, by, now);
  return refusal ? refuse(refusal) : happened(before, { type: 'asked', data: { by, noteId } }, { question: { by, at: now, noteId } });
}

function answer(before: SupervisorCase, { by, noteId }: Command<'answer'>): CaseDecision {
  if (!before.question) return refuse({ code: 'case-not-awaiting' });
  return happened(before, { type: 'answered', data: { by, noteId } }, { question: null });
}

/** One level up with a new due time. */
function escalate(before: SupervisorCase, dueAt: Instant, nextDueAt: Instant, now: Instant): CaseDecision {
  const level = levelAbove(before.level);
  if (!level || before.dueAt !== dueAt || now < dueAt) return refuse({ code: 'finding-too-late', finding: 'escalate' });
  const next = { level, dueAt: nextDueAt };
  return happened(before, { type: 'escalated', data: next }, next);
}

function happened(before: SupervisorCase, event: CaseHappened, change: Partial<SupervisorCase>): CaseDecision {
  const version = before.version + 1;
  return { ok: true, event, after: { ...before, ...change, version, sameSince: event.type === 'escalated' ? before.sameSince : version } };
}
