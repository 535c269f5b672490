import { ApplicationFailure } from '@temporalio/activity';
import type { EffectStore } from '../db/effect-store.js';
import type { Guardian } from '../domain/identity/guardian.js';
import type { Identifier } from '../domain/identity/identifier.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { RegistryGuardian, RegistryPerson } from '../registries/immunization/port.js';

/** The resident as the registry is told: decrypted here, never in a workflow. `identifiers` is empty for a newborn without any number. */
export type ReadPerson = (state: JourneyState) => Promise<{ person: RegistryPerson; identifiers: Identifier[]; archiveNo: string | null }>;

/** Numbers that the registry knows people by, the one it prefers first; our own code is none of them. */
const KNOWN_BY: Identifier['type'][] = [
  'id-card', 'residence-permit', 'hk-macau-permit', 'taiwan-permit', 'foreigner-card', 'passport', 'birth-certificate', 'archive-number',
];

export function createPersonReader(store: EffectStore): ReadPerson {
  return async (state) => {
    const known = await store.person(state);
    if (!known) throw ApplicationFailure.create({ message: 'the site may not know this resident any more', type: 'resident-out-of-scope' });
    const { name, sex, birthDate, nationality, phone, archiveNo, guardian } = known;
    const identifiers = KNOWN_BY.flatMap((type) => known.identifiers.filter((identifier) => identifier.type === type));
    const identifier = identifiers.find(({ type }) => type !== 'archive-number') ?? null;
    return { person: { name, sex, birthDate, identifier, nationality, phone, address: null, guardian: guardian && toldOf(guardian) }, identifiers, archiveNo };
  };
}

function toldOf({ name, relation, document }: Guardian): RegistryGuardian {
  return { name, relation, identifier: document };
}
