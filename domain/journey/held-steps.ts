import { refuse, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';

/** What people do with a step that is tried again: hold it, let it go on, have its tries counted anew. */
export const STEP_ACTIONS = ['pause', 'resume', 'reset'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

export const STEP_EVENTS = ['paused', 'resumed', 'reset'] as const;
export type StepEvent = (typeof STEP_EVENTS)[number];

/** A step of a journey's process that has failed before and is not over, as it stands. */
export type RetriedStep = { step: string; attempt: number; errorCode: string; nextTryAt: Instant | null; pausedAt: Instant | null };

/** `before` null: no such step is tried again just now. A step that is held comes to nothing but by going on, so its tries are not counted anew. */
export function decideStep(before: RetriedStep | null, action: StepAction, now: Instant): { ok: true; event: StepEvent; after: RetriedStep } | Refused {
  if (!before) return refuse({ code: 'step-not-retried' });
  const paused = before.pausedAt !== null;
  switch (action) {
    case 'pause': return paused ? refuse({ code: 'step-paused' }) : { ok: true, event: 'paused', after: { ...before, pausedAt: now } };
    case 'resume': return paused ? { ok: true, event: 'resumed', after: { ...before, pausedAt: null, nextTryAt: now } } : refuse({ code: 'step-not-paused' });
    case 'reset': return paused ? refuse({ code: 'step-paused' }) : { ok: true, event: 'reset', after: { ...before, attempt: 1, nextTryAt: now } };
  }
}
