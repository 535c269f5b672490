import type { JourneyId } from '../domain/ids.js';
import type { Finding } from '../domain/journey/commands.js';
import type { ProcessView } from '../domain/journey/process-view.js';

/** The process view of a journey and the version of the journey that it was made from. */
export type SeenView = { version: number; view: ProcessView };

/** For a journey that our store does not have, as after an older backup was restored: nothing is asked, and its workflow ends. */
export const GONE: SeenView = {
  version: 0,
  view: { noShowAt: null, identityDueAt: null, lookUp: null, createArchive: null, bringTogether: null, uploads: [], recordFinalAt: null, observeUntil: null, notice: null, over: true },
};

export type JourneyActivityParts = {
  /** Reads the view and takes away the news up to its version. */
  readView: (journeyId: JourneyId) => Promise<SeenView>;
  recordFinding: (journeyId: JourneyId, finding: Finding) => Promise<SeenView>;
  forgetStep: (journeyId: JourneyId, step: string) => Promise<void>;
};

export type JourneyActivities = ReturnType<typeof createJourneyActivities>;

/** Local activities of the journey's workflow. All three may run again when a workflow task is repeated: the door decides, once. */
export function createJourneyActivities({ readView, recordFinding, forgetStep }: JourneyActivityParts) {
  return {
    readView: ({ journeyId }: { journeyId: JourneyId }): Promise<SeenView> => readView(journeyId),

    recordFinding: ({ journeyId, finding }: { journeyId: JourneyId; finding: Finding }): Promise<SeenView> => recordFinding(journeyId, finding),

    /** A step that is cancelled while it waits for its next attempt never runs again to take back what it said about itself. */
    forgetStep: ({ journeyId, step }: { journeyId: JourneyId; step: string }): Promise<void> => forgetStep(journeyId, step),
  };
}
