import type { Door } from '../db/door.js';
import { newId } from '../db/new-id.js';
import type { JourneyId } from '../domain/ids.js';

const OWNER = 'fault-watch';
const SCOPE = { ofJourney: true } as const;

/** A case for a journey whose workflow does not go on. Recorded once for a journey and step, and again when it fails after it was begun anew; it takes the door like every finding. */
export async function openSoftwareFault(door: Door, journeyId: JourneyId, step: string): Promise<void> {
  const found = await door.peek(SCOPE, journeyId);
  if (!found) return;
  const { restarts } = found.state;
  await door.submit({
    journeyId,
    command: { type: 'softwareFaulted', data: { step, restarts } },
    commandId: newId(),
    key: { owner: OWNER, key: `${journeyId}:-:softwareFaulted:${step}#${restarts}`, bodyHash: null },
    scope: SCOPE,
    actor: { kind: 'process' },
    station: null,
  });
}
