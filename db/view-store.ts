import type { SupervisorCase } from '../domain/cases/supervisor-case.js';
import type { CaseId, JourneyId, ResidentId, SiteId } from '../domain/ids.js';
import { processView, type ProcessView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { StoredEvent } from '../domain/journey/upcast.js';
import { currentState } from './door/stored-state.js';
import type { StoredJourney } from './door/submission.js';
import type { Statements } from './pool.js';

export type SeenByProcess = { version: number; view: ProcessView; siteId: SiteId; residentId: ResidentId };

export type SeenOfCase = Pick<SupervisorCase, 'version' | 'status' | 'level' | 'dueAt' | 'siteId'>;

export type ViewStore = {
  /**
   * The process view, and its news taken as read up to that version. Only for the local activity by which the workflow reads: whoever else
   * called it would take the news away. Null when there is no such journey. Throws `NewerStateError`, `DatabaseError`.
   */
  readView(journeyId: JourneyId): Promise<SeenByProcess | null>;
  /** The state at its own site's scope, without touching the news: for activities that ask whether an effect is still wanted. */
  readState(journeyId: JourneyId): Promise<JourneyState | null>;
};

/** What a case's process may know of it, and its news taken as read, as `readView` does for a journey. Null when there is no such case. */
export function createCaseReader(pool: Pick<Statements, 'call'>): (caseId: CaseId) => Promise<SeenOfCase | null> {
  return (caseId) => pool.call('read_case_view_v1', caseId);
}

export function createViewStore(pool: Statements): ViewStore {
  const scope = { ofJourney: true };
  const readLog = (journeyId: JourneyId) => pool.call<StoredEvent[]>('read_log_v1', { scope, journeyId });
  return {
    async readView(journeyId) {
      const stored = await pool.call<(StoredJourney & { siteId: SiteId; residentId: ResidentId }) | null>('read_view_v1', journeyId);
      if (!stored) return null;
      const state = await currentState(journeyId, stored, () => readLog(journeyId));
      return { version: stored.version, view: processView(state), siteId: stored.siteId, residentId: stored.residentId };
    },
    async readState(journeyId) {
      const stored = await pool.call<StoredJourney | null>('peek_v1', { scope, journeyId });
      return stored && currentState(journeyId, stored, () => readLog(journeyId));
    },
  };
}
