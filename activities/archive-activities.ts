import { ApplicationFailure } from '@temporalio/activity';
import { newId } from '../db/new-id.js';
import { compareIdentity, type IdentityField } from '../domain/archive/compare.js';
import type { EvidenceId, JourneyId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { Product } from '../domain/policies.js';
import type { Rejected } from '../registries/errors.js';
import type { ImmunizationRegistry, PersonFound, RegistryPerson } from '../registries/immunization/port.js';
import { effectKey, isRepeat, refusalOf, seen, signal, type EffectParts } from './effect.js';
import type { SeenView } from './journey-activities.js';
import type { ReadPerson } from './read-person.js';
import { learntFrom } from './record-finding.js';
import { writeOnce } from './write-once.js';

export type ArchiveActivityParts = EffectParts & { registry: ImmunizationRegistry; system: string; readPerson: ReadPerson; products: readonly Product[] };

export type ArchiveActivities = ReturnType<typeof createArchiveActivities>;

/** What the evidence of a look-up holds: both sides and where they differ, or why a person has to look. */
export type LookUpEvidence = { differing: IdentityField[]; ours: RegistryPerson; theirs: RegistryPerson } | { needs: string };

/** Ours is wrong, which no resident can help: the desk goes on from the certificate, and once put right the question passes within this time. */
const ASK_AGAIN_MS = 600_000;

export function createArchiveActivities({ readState, recordFinding, readPerson, registry, system, products }: ArchiveActivityParts) {
  /** Compared here, where the person's data are in the clear for a moment; the event holds the outcome and the id of the evidence. */
  function recordFound({ journeyId }: JourneyState, askedVersion: number, ours: RegistryPerson, found: PersonFound): Promise<SeenView> {
    if (found.outcome === 'none') {
      return recordFinding(journeyId, { type: 'foundArchive', data: { askedVersion, outcome: 'none', registryVersion: null, evidenceId: null } });
    }
    const { archiveNo, version, person: theirs, doses } = found.archive;
    const { outcome, differing } = compareIdentity(ours, theirs);
    const evidenceId: EvidenceId = newId<'evidence'>();
    const evidence = { id: evidenceId, purpose: 'look-up', content: { differing, ours, theirs } satisfies LookUpEvidence };
    return recordFinding(
      journeyId,
      { type: 'foundArchive', data: { askedVersion, outcome, registryVersion: version, evidenceId } },
      outcome === 'same' ? { evidence, rows: { registry: system, archiveNo, learntDoses: learntFrom(doses, products) } } : { evidence },
    );
  }

  async function recordNotFound({ journeyId, restarts }: JourneyState, askedVersion: number, refusal: Rejected | { name: 'NeedsHuman'; code: string }): Promise<SeenView> {
    if (refusal.name === 'Rejected') {
      await recordFinding(journeyId, { type: 'softwareFaulted', data: { step: 'lookUpArchive', restarts } });
      throw ApplicationFailure.create({ message: refusal.message, type: refusal.code, nextRetryDelay: ASK_AGAIN_MS });
    }
    // Several archives, or somebody else's: which one is right is not for a machine to say.
    const evidenceId: EvidenceId = newId<'evidence'>();
    return recordFinding(
      journeyId,
      { type: 'foundArchive', data: { askedVersion, outcome: 'differs', registryVersion: null, evidenceId } },
      { evidence: { id: evidenceId, purpose: 'look-up', content: { needs: refusal.code } satisfies LookUpEvidence } },
    );
  }

  return {
    /** Safe to repeat: a question changes nothing, and its finding is recorded once for `askedVersion`. */
    async lookUpArchive({ journeyId, askedVersion }: { journeyId: JourneyId; askedVersion: number }): Promise<SeenView> {
      const state = await readState(journeyId);
      if (!state || processView(state).lookUp !== askedVersion) return seen(state);
      const { person, identifiers } = await readPerson(state);
      const found = await registry.findPerson({ siteId: state.siteId, identifiers, signal: signal() }).catch(refusalOf);
      return found instanceof Error ? recordNotFound(state, askedVersion, found) : recordFound(state, askedVersion, person, found);
    },

    /** Safe to repeat: the registry keeps one archive for a key, and is asked for it before a repeat. */
    async createArchive({ journeyId, contentVersion }: { journeyId: JourneyId; contentVersion: number }): Promise<SeenView> {
      const state = await readState(journeyId);
      if (!state || processView(state).createArchive !== contentVersion) return seen(state);
      const { person } = await readPerson(state);
      const asking = { siteId: state.siteId, key: effectKey(journeyId, 'create-archive', contentVersion), person, signal: signal() };
      const made = await writeOnce(registry, asking, isRepeat(), () => registry.createArchive(asking)).catch(refusalOf);
      if (made instanceof Error) return recordFinding(journeyId, { type: 'archiveNotCreated', data: { contentVersion, reason: made.code, evidenceId: null } });
      const { archiveNo, version } = made;
      return recordFinding(journeyId, { type: 'archiveCreated', data: { contentVersion, registryVersion: version } }, { rows: { registry: system, archiveNo } });
    },
  };
}
