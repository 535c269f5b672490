import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { JourneyId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import { NeedsHuman, Rejected } from '../registries/errors.js';
import { GONE, type SeenView } from './journey-activities.js';
import type { RecordFinding } from './record-finding.js';

/** What every effect needs of our own side: the state that says whether it is still wanted, and the door for what came of it. */
export type EffectParts = {
  /** Without taking away news: only the workflow's own reading does that. */
  readState: (journeyId: JourneyId) => Promise<JourneyState | null>;
  recordFinding: RecordFinding;
};

export function seen(state: JourneyState | null): SeenView {
  return state ? { version: state.version, view: processView(state) } : GONE;
}

/** Also the key at the outside system: the same content is one effect, whichever attempt, run or engine sends it (rule D2). */
export function effectKey(journeyId: JourneyId, step: string, version: number, plannedDoseId = '-'): string {
  return `${journeyId}:${plannedDoseId}:${step}:${version}`;
}

/** A repeated attempt may follow one that had its effect: then the outside is asked before anything is sent. */
export function isRepeat(): boolean {
  return activityInfo().attempt > 1;
}

/** Ends calls that nobody waits for any more: cancelled, or the worker stops. */
export function signal(): AbortSignal {
  return cancellationSignal();
}

/** A refusal is an answer: it becomes a finding. Anything else is thrown on and tried again. */
export function refusalOf(error: unknown): Rejected | NeedsHuman {
  if (error instanceof Rejected || error instanceof NeedsHuman) return error;
  throw error;
}
