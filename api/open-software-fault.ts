import type { Door } from '../db/door.js';
import { newId } from '../db/new-id.js';
import type { JourneyId } from '../domain/ids.js';

const OWNER = 'fault-watch';

/** A case for a journey whose workflow does not go on. Recorded once for a journey and step; it takes the door like every finding. */
export async function openSoftwareFault(door: Door, journeyId: JourneyId, step: string): Promise<void> {
  await door.submit({
    journeyId,
    command: { type: 'softwareFaulted', data: { step } },
    commandId: newId(),
    key: { owner: OWNER, key: `${journeyId}:-:softwareFaulted:${step}`, bodyHash: null },
    scope: { ofJourney: true },
    actor: { kind: 'process' },
    station: null,
  });
}
