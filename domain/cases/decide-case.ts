import type { NoteId } from '../ids.js';
import type { Clocks } from '../policies.js';
import { refuse, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';
import { claimNow, levelAbove, type CaseHappened, type SupervisorCase } from './supervisor-case.js';

/** What may be done to a case beside resolving it, which is a command of its journey. `escalate` is a finding of its workflow. */
export type CaseCommand =
  | { type: 'claim'; by: string }
  | { type: 'release'; by: string }
  | { type: 'comment'; by: string; noteId: NoteId }
  | { type: 'escalate'; dueAt: Instant };

export type CaseDecision = { ok: true; event: CaseHappened; after: SupervisorCase } | Refused;

/** Pure; the caller has locked the case, stores `after` and appends `event`. Claiming again what one has renews the claim. */
export function decideCase(before: SupervisorCase, command: CaseCommand, clocks: Pick<Clocks, 'caseClaimMs' | 'caseDueMs'>, now: Instant): CaseDecision {
  if (before.status === 'resolved') return refuse({ code: 'case-not-open' });
  switch (command.type) {
    case 'claim': return claim(before, command.by, (now + clocks.caseClaimMs) as Instant, now);
    case 'release': return release(before, command.by, now);
    case 'comment': return happened(before, { type: 'commented', data: { by: command.by, noteId: command.noteId } }, {});
    case 'escalate': return escalate(before, command.dueAt, (now + clocks.caseDueMs) as Instant, now);
  }
}

function claim(before: SupervisorCase, by: string, until: Instant, now: Instant): CaseDecision {
  const held = claimNow(before, now);
  if (held && held.by !== by) return refuse({ code: 'case-claimed', until: held.until });
  return happened(before, { type: 'claimed', data: { by, until } }, { claim: { by, until } });
}

function release(before: SupervisorCase, by: string, now: Instant): CaseDecision {
  const held = claimNow(before, now);
  if (held?.by !== by) return refuse(held ? { code: 'case-claimed', until: held.until } : { code: 'case-not-claimed' });
  return happened(before, { type: 'released', data: { by } }, { claim: null });
}

/** One level up with a new due time. */
function escalate(before: SupervisorCase, dueAt: Instant, nextDueAt: Instant, now: Instant): CaseDecision {
  const level = levelAbove(before.level);
  if (!level || before.dueAt !== dueAt || now < dueAt) return refuse({ code: 'finding-too-late', finding: 'escalate' });
  const next = { level, dueAt: nextDueAt };
  return happened(before, { type: 'escalated', data: next }, next);
}

function happened(before: SupervisorCase, event: CaseHappened, change: Partial<SupervisorCase>): CaseDecision {
  return { ok: true, event, after: { ...before, ...change, version: before.version + 1 } };
}
