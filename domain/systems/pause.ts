import { refuse, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';
import type { SystemId } from './systems.js';

/** Where the pause of a system stands. Without a row it is this, running, at version 1. */
export type SystemPause = {
  system: SystemId;
  version: number;
  status: 'running' | 'proposed' | 'paused';
  /** Who wanted the pause; a reference to the directory of staff, never a name. It stays while the system is paused. */
  proposal: { by: string; at: Instant } | null;
  /** Who approved it, and since when nothing is sent. */
  approval: { by: string; at: Instant } | null;
};

/** Each names the version that was read. A reason is kept beside the event, never in it. */
export type PauseCommand = { type: 'propose' | 'approve' | 'decline' | 'resume'; by: string; version: number };

export type PauseEventType = 'pauseProposed' | 'pauseApproved' | 'pauseDeclined' | 'resumed';
export type PauseDecision = { ok: true; event: PauseEventType; after: SystemPause } | Refused;

export const running = (system: SystemId): SystemPause => ({ system, version: 1, status: 'running', proposal: null, approval: null });

/**
 * Pure; the caller has locked the pause, stores `after` and appends `event`. To stop a system for everybody takes two people, as what
 * overrides a rule does in a case (D6); to let it go on again takes one, since that only brings back what was always to be.
 */
export function decidePause(before: SystemPause, { type, by, version }: PauseCommand, now: Instant): PauseDecision {
  if (before.version !== version) return refuse({ code: 'system-moved', version: before.version });
  switch (type) {
    case 'propose': return propose(before, by, now);
    case 'approve': return approve(before, by, now);
    case 'decline': return before.proposal && before.status === 'proposed' ? happened(before, 'pauseDeclined', { status: 'running', proposal: null }) : refuse({ code: 'pause-not-proposed' });
    case 'resume': return before.status === 'paused' ? happened(before, 'resumed', { status: 'running', proposal: null, approval: null }) : refuse({ code: 'system-not-paused' });
  }
}

function propose(before: SystemPause, by: string, now: Instant): PauseDecision {
  if (before.status === 'paused') return refuse({ code: 'system-paused' });
  if (before.status === 'proposed') return refuse({ code: 'pause-proposed' });
  return happened(before, 'pauseProposed', { status: 'proposed', proposal: { by, at: now } });
}

function approve(before: SystemPause, by: string, now: Instant): PauseDecision {
  if (before.status !== 'proposed' || !before.proposal) return refuse({ code: 'pause-not-proposed' });
  if (before.proposal.by === by) return refuse({ code: 'another-person-required', action: 'pause' });
  return happened(before, 'pauseApproved', { status: 'paused', approval: { by, at: now } });
}

function happened(before: SystemPause, event: PauseEventType, change: Partial<SystemPause>): PauseDecision {
  return { ok: true, event, after: { ...before, ...change, version: before.version + 1 } };
}

/**
 * When a call that met a pause comes again: after a quarter of the pause's age, within these bounds, and spread by chance over the upper half, so that a
 * long pause costs few attempts and what waited does not come back together. All in ms; `random` from 0 to 1.
 */
export function askAgainMs(pausedForMs: number, { shortestMs, longestMs }: { shortestMs: number; longestMs: number }, random: number): number {
  const whole = Math.min(longestMs, Math.max(shortestMs, pausedForMs / 4));
  return Math.round((whole * (1 + random)) / 2);
}
