import type { Config } from '../config/config.js';
import type { JourneyId } from '../domain/ids.js';
import { journeyWorkflowId } from '../workflows/workflow-ids.js';

/** Temporal's own page about a journey's process, by the address that supervisors' browsers reach its pages at. Null where there are none. */
export function createEngineUrl({ temporalUiUrl, temporalNamespace }: Pick<Config<'api'>, 'temporalUiUrl' | 'temporalNamespace'>): ((journeyId: JourneyId) => string) | null {
  if (temporalUiUrl === null) return null;
  const base = `${temporalUiUrl.replace(/\/$/, '')}/namespaces/${encodeURIComponent(temporalNamespace)}/workflows`;
  return (journeyId) => `${base}/${encodeURIComponent(journeyWorkflowId(journeyId))}`;
}
