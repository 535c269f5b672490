import type { Stage } from './stages.js';
import { isDone, wasInjected, type JourneyState } from './state.js';

/** The stage of a journey: one priority list over what has happened, the ends first. */
export function stageOf(state: JourneyState): Stage {
  if (state.end) return state.end;
  if (everyDoseDone(state) && !anyInjected(state)) return endWithoutDose(state);
  if (state.closed) return 'closed';
  if (state.released) return 'released';
  if (everyDoseDone(state)) return 'observing';
  if (state.archive && state.precheck === 'go') return isDosing(state) ? 'dosing' : 'cleared';
  if (state.archive) return 'archive-confirmed';
  if (state.identified) return 'identified';
  if (state.arrived) return 'arrived';
  return 'booked';
}

/** Over for the desk: nothing but findings and decisions of cases is taken any more. */
export function isEnded(state: JourneyState): boolean {
  return state.closed || state.end !== null || (everyDoseDone(state) && !anyInjected(state));
}

/** A jab before the line was passed holds the line where it is: what is still to be given has its gates. */
function isDosing(state: JourneyState): boolean {
  return anyInjected(state) || state.doses.some((dose) => dose.verified && !isDone(dose));
}

export function everyDoseDone(state: JourneyState): boolean {
  return state.doses.every(isDone);
}

export function anyInjected(state: JourneyState): boolean {
  return state.doses.some(wasInjected);
}

/** What the resident did weighs before what the doctor decided, since it says why nothing more was tried. */
function endWithoutDose(state: JourneyState): Stage {
  const reasons = state.doses.map((dose) => dose.notGiven);
  if (reasons.includes('left')) return 'left';
  if (reasons.includes('refused')) return 'refused';
  return 'deferred';
}
