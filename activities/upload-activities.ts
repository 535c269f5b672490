import type { JourneyId, PlannedDoseId } from '../domain/ids.js';
import { processView } from '../domain/journey/process-view.js';
import { findDose, type JourneyState, type PlannedDose } from '../domain/journey/state.js';
import { NeedsHuman, Unavailable } from '../registries/errors.js';
import type { ImmunizationRegistry } from '../registries/immunization/port.js';
import { effectKey, isRepeat, refusalOf, seen, signal, type EffectParts } from './effect.js';
import type { SeenView } from './journey-activities.js';
import type { ReadDose } from './read-dose.js';
import type { ReadPerson } from './read-person.js';
import { writeOnce } from './write-once.js';

export type UploadActivityParts = EffectParts & { registry: ImmunizationRegistry; readPerson: ReadPerson; readDose: ReadDose };

export type UploadActivities = ReturnType<typeof createUploadActivities>;

type Asked = { journeyId: JourneyId; plannedDoseId: PlannedDoseId; contentVersion: number };

export function createUploadActivities({ readState, recordFinding, readPerson, readDose, registry }: UploadActivityParts) {
  /** The site sees that the dose has left and no answer came; once, since a second time says nothing new. */
  async function leftUnanswered({ journeyId, plannedDoseId, contentVersion }: Asked, dose: PlannedDose, error: unknown): Promise<never> {
    if (error instanceof Unavailable && error.effect === 'unknown' && dose.given?.upload === 'pending') {
      await recordFinding(journeyId, { type: 'uploadLeftUnanswered', data: { plannedDoseId, contentVersion } });
    }
    throw error;
  }

  /** An archive that was found and confirmed rather than made has its number at the registry only. */
  async function archiveNoOf({ siteId }: JourneyState, { identifiers }: Awaited<ReturnType<ReadPerson>>): Promise<string> {
    const found = await registry.findPerson({ siteId, identifiers, signal: signal() });
    if (found.outcome === 'none') throw new NeedsHuman('registry', 'archive-unknown');
    return found.archive.archiveNo;
  }

  return {
    /** Norms 9.2.4. Safe to repeat: the key is that of the content, and the registry is asked for it before it is sent again. */
    async uploadDose(asked: Asked): Promise<SeenView> {
      const { journeyId, plannedDoseId, contentVersion } = asked;
      const state = await readState(journeyId);
      const planned = state && wantedDose(state, asked);
      if (!planned) return seen(state);
      const [known, dose] = await Promise.all([readPerson(state), readDose(state, planned)]);
      const asking = { siteId: state.siteId, key: effectKey(journeyId, 'upload', contentVersion, plannedDoseId), person: known.person, signal: signal() };
      const mayBeDone = isRepeat() || planned.given?.upload === 'sent';
      const send = async () => registry.recordDose({ ...asking, archiveNo: known.archiveNo ?? (await archiveNoOf(state, known)), dose });
      const done = await writeOnce(registry, asking, mayBeDone, send)
        .catch(refusalOf)
        .catch((error: unknown) => leftUnanswered(asked, planned, error));
      if (!(done instanceof Error)) return recordFinding(journeyId, { type: 'uploaded', data: { plannedDoseId, contentVersion } });
      return recordFinding(journeyId, { type: 'uploadRefused', data: { plannedDoseId, contentVersion, reason: done.code, evidenceId: null } });
    },
  };
}

function wantedDose(state: JourneyState, { plannedDoseId, contentVersion }: Asked): PlannedDose | undefined {
  const owed = processView(state).uploads.some((upload) => upload.wanted && upload.plannedDoseId === plannedDoseId && upload.contentVersion === contentVersion);
  return owed ? findDose(state, plannedDoseId) : undefined;
}
