import { refuse } from '../../refusals.js';
import type { SupervisorCommandData } from '../commands.js';
import { decided, type Decision } from '../decision.js';
import { processView } from '../process-view.js';
import type { JourneyState } from '../state.js';

/** In every stage, as long as the process still owes something: what it owes it tries at once, and how often it has tried counts anew. */
export function restartSteps(state: JourneyState, { noteId }: SupervisorCommandData['restartSteps']): Decision {
  if (processView(state).over) return refuse({ code: 'nothing-under-way' });
  return decided([{ type: 'stepsRestarted', data: { noteId } }]);
}
