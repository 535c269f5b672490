import { isId, type JourneyId } from '../domain/ids.js';

/** The name a journey's workflow is started by, and the `process` of its news. */
export const VACCINATION_JOURNEY = 'vaccinationJourney';

const JOURNEY_PREFIX = 'journey/';

/** Opaque: workflow ids are not encrypted and show in Temporal's own screens. */
export function journeyWorkflowId(journeyId: JourneyId): string {
  return `${JOURNEY_PREFIX}${journeyId}`;
}

/** Null when `workflowId` is no journey's. */
export function journeyIdOf(workflowId: string): JourneyId | null {
  const id = workflowId.startsWith(JOURNEY_PREFIX) ? workflowId.slice(JOURNEY_PREFIX.length) : '';
  return isId(id) ? (id as JourneyId) : null;
}
