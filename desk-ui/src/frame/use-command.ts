import { useQueryClient } from '@tanstack/react-query';
import type { CommandAnswer, JourneyCommandBody } from '../../../contracts/journey-commands.js';
import { api } from '../api.js';
import { useAsking } from '../layout/use-asking.js';

/** Sends commands to one journey. Afterwards everything about it is read anew, also what made it refuse. Null when it was not done. */
export function useCommand(journeyId: string) {
  const queries = useQueryClient();
  const { ask, ...state } = useAsking();
  const send = async (body: JourneyCommandBody): Promise<CommandAnswer | null> => {
    const answer = await ask(() => api.command(journeyId, body));
    void queries.invalidateQueries({ queryKey: ['journeys', journeyId] });
    return answer;
  };
  return { ...state, send };
}
