import { useQueryClient } from '@tanstack/react-query';
import type { CommandAnswer, JourneyCommandBody } from '../../../contracts/journey-commands.js';
import { api } from '../api.js';
import { useAsking } from '../layout/use-asking.js';
import { staleAfter } from './stale.js';

/** Sends commands to one journey. Afterwards it and the lists are read anew, also after a refusal and while no changes are heard. Null when it was not done. */
export function useCommand(journeyId: string) {
  const queries = useQueryClient();
  const { ask, ...state } = useAsking();
  const send = async (body: JourneyCommandBody): Promise<CommandAnswer | null> => {
    const answer = await ask(() => api.command(journeyId, body));
    for (const queryKey of staleAfter({ resource: 'journeys', id: journeyId })) void queries.invalidateQueries({ queryKey });
    return answer;
  };
  return { ...state, send };
}
