import type { JourneyId } from '../domain/ids.js';
import type { ProcessView } from '../domain/journey/process-view.js';
import { journeys, type JourneyAsk } from './asks.js';
import { follow } from './follow.js';

/** Carries out what the view of a journey asks for until it asks for nothing more. */
export function followJourney(journeyId: JourneyId, procedure: (view: ProcessView) => JourneyAsk[]): Promise<'over' | 'history-is-long'> {
  let restarts = 0;
  return follow<ProcessView>(
    {
      read: () => journeys.readView({ journeyId }),
      forgetStep: (step) => journeys.forgetStep({ journeyId, step }),
      recordFault: (step) => journeys.recordFinding({ journeyId, finding: { type: 'softwareFaulted', data: { step, restarts } } }),
    },
    (view) => {
      restarts = view.restarts ?? 0;
      return procedure(view).map((ask) => ({ ...ask, key: keyOf(ask, restarts), act: () => ask.act(journeyId) }));
    },
  );
}

/** A supervisor has the steps begun anew: another key is another step, and the one under way is called off. Clocks go on. */
function keyOf({ key, due }: JourneyAsk, restarts: number): string {
  return restarts === 0 || due !== null ? key : `${key}#${restarts}`;
}
