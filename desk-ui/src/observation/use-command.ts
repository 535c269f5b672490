import { useQueryClient } from '@tanstack/react-query';
import type { JourneyCommandBody } from '../../../contracts/journey-commands.js';
import { api } from '../api.js';
import { useAsking } from '../layout/use-asking.js';

/** Sends a command of the observation desk; the board and the visit are read again with its answer, also while no changes are heard. True when it was done. */
export function useObservationCommand(journeyId: string) {
  const { pending, error, ask } = useAsking();
  const queries = useQueryClient();
  const send = async (body: JourneyCommandBody): Promise<boolean> => {
    const answer = await ask(() => api.command(journeyId, { station: 'observation', ...body }));
    await Promise.all([['journeys', journeyId], ['journeys', 'list']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    return answer !== null;
  };
  return { send, pending, error };
}
