import { ApplicationFailure } from '@temporalio/activity';
import type { ComparedPair } from '../db/dismissed-pair.js';
import type { BothSides, LookUpEvidence } from '../db/look-up-evidence.js';
import { newId } from '../db/new-id.js';
import { broughtTo, isSameValue, takenFrom } from '../domain/archive/brought-sides.js';
import { ARCHIVE_FIELDS, compareArchives, type ArchiveField } from '../domain/archive/compare.js';
import type { EvidenceId, JourneyId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { Policies } from '../domain/policies.js';
import { NeedsHuman, type Rejected } from '../registries/errors.js';
import type { ArchiveChange, ImmunizationRegistry, PersonFound, RegistryPerson } from '../registries/immunization/port.js';
import { effectKey, isRepeat, refusalOf, seen, signal, type EffectParts } from './effect.js';
import type { SeenView } from './journey-activities.js';
import type { ReadPerson } from './read-person.js';
import { learntFrom } from './record-finding.js';
import { writeOnce } from './write-once.js';

export type ArchiveActivityParts = EffectParts & {
  registry: ImmunizationRegistry;
  system: string;
  readPerson: ReadPerson;
  /** What a look-up of this journey showed to staff. */
  readLookUp: (journeyId: JourneyId, evidenceId: EvidenceId | null) => Promise<ShownLookUp | null>;
  /** Exactly these two sides were found to be two persons. */
  isDismissed: (pair: ComparedPair) => Promise<boolean>;
  /** Our resident gets these values of the registry's; the same ones again change nothing. */
  adoptTheirs: (state: JourneyState, theirs: ArchiveChange) => Promise<void>;
  /** Our resident gets these values back, where null is nothing; `adopted` is the number that it had taken from the registry. Again changes nothing. */
  giveBackOurs: (state: JourneyState, ours: ArchiveChange, adopted: RegistryPerson['identifier']) => Promise<void>;
  policies: () => Promise<Pick<Policies, 'products' | 'schedule'>>;
};

export type ArchiveActivities = ReturnType<typeof createArchiveActivities>;

/** Both sides as the registry's port has people. */
export type ShownLookUp = LookUpEvidence<RegistryPerson>;

/** Ours is wrong, which no resident can help: the desk goes on from the certificate, and once put right the question passes within this time. */
const ASK_AGAIN_MS = 600_000;

export function createArchiveActivities({ readState, recordFinding, readPerson, readLookUp, isDismissed, adoptTheirs, giveBackOurs, registry, system, policies }: ArchiveActivityParts) {
  /** Compared here, where the person's data are in the clear for a moment; the event holds the outcome and the id of the evidence. */
  async function recordFound({ journeyId, residentId }: JourneyState, askedVersion: number, ours: RegistryPerson, found: PersonFound): Promise<SeenView> {
    if (found.outcome === 'none') {
      return recordFinding(journeyId, { type: 'foundArchive', data: { askedVersion, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } });
    }
    const { archiveNo, version, person: theirs, doses } = found.archive;
    const { outcome, fields } = compareArchives(ours, theirs);
    const evidenceId: EvidenceId = newId<'evidence'>();
    const evidence = { id: evidenceId, purpose: 'look-up', content: { archiveNo, fields, ours, theirs } satisfies ShownLookUp };
    const dismissed = outcome === 'differs' && (await isDismissed({ residentId, archiveNo, ours, theirs }));
    return recordFinding(
      journeyId,
      { type: 'foundArchive', data: { askedVersion, outcome, registryVersion: version, fields, evidenceId, ...(dismissed && { dismissed }) } },
      outcome === 'differs' ? { evidence } : { evidence, rows: { registry: system, archiveNo, learntDoses: learntFrom(doses, await policies()) } },
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
      { type: 'foundArchive', data: { askedVersion, outcome: 'differs', registryVersion: null, fields: {}, evidenceId } },
      { evidence: { id: evidenceId, purpose: 'look-up', content: { needs: refusal.code } satisfies ShownLookUp } },
    );
  }

  /** The registry's version after it, or null when nothing of theirs had to change. */
  async function together(state: JourneyState, { contentVersion, take }: NonNullable<JourneyState['fields']>): Promise<string | null> {
    const [{ person: ours }, shown] = await Promise.all([readPerson(state), sidesIn(state, state.lookUp?.evidenceId ?? null)]);
    const fields = ARCHIVE_FIELDS.filter((field) => take[field] !== undefined);
    const asking = { siteId: state.siteId, key: effectKey(state.journeyId, 'bring-together', contentVersion), person: ours, signal: signal() };
    const before = isRepeat() ? await registry.getByKey(asking) : { outcome: 'none' as const };
    if (before.outcome === 'done') return before.version;
    const { archiveNo } = shown;
    const found = await registry.getArchive({ ...asking, archiveNo });
    if (found.outcome === 'none') throw new NeedsHuman(system, 'archive-unknown');
    const { person: theirs, version } = found.archive;
    if (fields.some((field) => !isSameValue(theirs[field], shown.theirs[field]))) throw new NeedsHuman(system, 'archive-moved');
    await adoptTheirs(state, pick(theirs, fields.filter((field) => take[field] === 'theirs')));
    const change = pick(ours, fields.filter((field) => take[field] === 'ours'));
    if (Object.keys(change).length === 0) return null;
    return (await registry.updateArchive({ ...asking, archiveNo, version, change })).version;
  }

  /**
   * Both sides as they were before a decision, each only where it still says what the decision brought it to, or has it back already. The registry's
   * version after it, or null when nothing of theirs had to change.
   */
  async function givenBack(state: JourneyState, { contentVersion, take }: NonNullable<JourneyState['fields']>, evidenceId: EvidenceId): Promise<string | null> {
    const [{ person: now }, before] = await Promise.all([readPerson(state), sidesIn(state, evidenceId)]);
    const asking = { siteId: state.siteId, key: effectKey(state.journeyId, 'bring-together', contentVersion), person: before.theirs, signal: signal() };
    const done = isRepeat() ? await registry.getByKey(asking) : { outcome: 'none' as const };
    if (done.outcome === 'done') return done.version;
    const found = await registry.getArchive({ ...asking, archiveNo: before.archiveNo });
    if (found.outcome === 'none') throw new NeedsHuman(system, 'archive-unknown');
    const [ours, theirs] = [takenFrom(take, 'theirs'), takenFrom(take, 'ours')];
    const moved = (side: RegistryPerson, was: RegistryPerson) => ARCHIVE_FIELDS.some((field) => take[field] && ![was[field], broughtTo(before, take, field)].some((value) => isSameValue(side[field], value)));
    if (moved(found.archive.person, before.theirs) || moved(now, before.ours)) throw new NeedsHuman(system, 'archive-moved');
    await giveBackOurs(state, pick(before.ours, ours), before.theirs.identifier);
    if (theirs.length === 0) return null;
    return (await registry.updateArchive({ ...asking, archiveNo: before.archiveNo, version: found.archive.version, change: pick(before.theirs, theirs) })).version;
  }

  async function sidesIn({ journeyId }: JourneyState, evidenceId: EvidenceId | null): Promise<BothSides<RegistryPerson>> {
    const shown = await readLookUp(journeyId, evidenceId);
    if (!shown || 'needs' in shown) throw ApplicationFailure.create({ message: 'nothing to bring together', type: 'look-up-incomplete' });
    return shown;
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

    /**
     * Brings both sides to what staff decided, or back to what they had before. Safe to repeat: ours is set to the same values again, and the registry is asked by key before
     * a repeat. What has moved since staff saw it is not overwritten: somebody looks again.
     */
    async bringTogether({ journeyId, contentVersion }: { journeyId: JourneyId; contentVersion: number }): Promise<SeenView> {
      const state = await readState(journeyId);
      if (!state?.fields || processView(state).bringTogether !== contentVersion) return seen(state);
      const { fields } = state;
      const done = await (fields.back ? givenBack(state, fields, fields.back) : together(state, fields)).catch(refusalOf);
      if (done instanceof Error) return recordFinding(journeyId, { type: 'leftApart', data: { contentVersion, reason: done.code, evidenceId: null } });
      return recordFinding(journeyId, { type: 'broughtTogether', data: { contentVersion, registryVersion: done } });
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

function pick(person: RegistryPerson, fields: ArchiveField[]): ArchiveChange {
  return Object.fromEntries(fields.map((field) => [field, person[field]])) as ArchiveChange;
}
