import type { JourneyId } from '../domain/ids.js';
import type { ProcessView } from '../domain/journey/process-view.js';
import { journeys, type JourneyAsk } from './asks.js';
import { follow } from './follow.js';

/** Carries out what the view of a journey asks for until it asks for nothing more. */
export function followJourney(journeyId: JourneyId, procedure: (view: ProcessView) => JourneyAsk[]): Promise<'over' | 'history-is-long'> {
  return follow<ProcessView>(
    {
      read: () => journeys.readView({ journeyId }),
      forgetStep: (step) => journeys.forgetStep({ journeyId, step }),
      recordFault: (step) => journeys.recordFinding({ journeyId, finding: { type: 'softwareFaulted', data: { step } } }),
    },
    (view) => procedure(view).map((ask) => ({ ...ask, act: () => ask.act(journeyId) })),
  );
}
