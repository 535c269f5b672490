import type { Identifier } from '../domain/identity/identifier.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { RegistryPerson } from '../registries/immunization/port.js';

/** The resident as the registry is told: decrypted here, never in a workflow. `identifiers` is empty for a newborn without any number. */
export type ReadPerson = (state: Pick<JourneyState, 'journeyId' | 'residentId' | 'siteId'>) => Promise<{ person: RegistryPerson; identifiers: Identifier[] }>;
