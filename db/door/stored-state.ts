import { foldEvents } from '../../domain/journey/evolve.js';
import { STATE_VERSION, type JourneyState } from '../../domain/journey/state.js';
import { upcast, type StoredEvent } from '../../domain/journey/upcast.js';
import type { JourneyId } from '../../domain/ids.js';
import type { StoredJourney } from './submission.js';

/** Written by a newer release: must never be decided on. */
export class NewerStateError extends Error {
  override readonly name = 'NewerStateError';
}

/** The state of this release: as stored, or folded anew from the log when an older release wrote it. Throws `NewerStateError`. */
export async function currentState(journeyId: JourneyId, stored: StoredJourney, readLog: () => Promise<StoredEvent[]>): Promise<JourneyState> {
  if (stored.stateVersion > STATE_VERSION) throw new NewerStateError(`state version ${stored.stateVersion}`);
  return stored.stateVersion === STATE_VERSION ? stored.state : foldStored(journeyId, await readLog());
}

export function foldStored(journeyId: JourneyId, log: StoredEvent[]): JourneyState {
  try {
    return foldEvents(journeyId, log.map((event) => upcast(event)));
  } catch (error) {
    if (error instanceof RangeError) throw new NewerStateError(error.message);
    throw error;
  }
}
