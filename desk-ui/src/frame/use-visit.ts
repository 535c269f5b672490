import type { z } from 'zod';
import type { ApiCommandType } from '../../../contracts/journey-commands.js';
import type { Journey, OpenCommands as OpenCommandsSchema } from '../../../contracts/journeys.js';
import { useDesk } from './desk.js';
import { useApi } from './use-api.js';

export type OpenCommands = z.infer<typeof OpenCommandsSchema>;

/** A visit as it stands. `open`: whether the stage and the roles of whoever is here open a command, as the API says; what a button offers. `readAt`: when it was read, by the clock of this device. */
export function useVisit(journeyId: string) {
  const { may } = useDesk();
  const { data: journey, dataUpdatedAt: readAt, error, refetch } = useApi<Journey>(['journeys', journeyId], `/v1/journeys/${journeyId}`);
  const { data: commands } = useApi<OpenCommands>(['journeys', journeyId, 'commands'], `/v1/journeys/${journeyId}/commands`);
  const open = (command: ApiCommandType) => (commands?.allowed.includes(command) ?? false) && may(`sendJourneyCommand.${command}`);
  return { journey, readAt, commands, open, error, refetch };
}
