import { isId, type CaseId, type Id, type JourneyId } from '../domain/ids.js';

/** The names that workflows are started by, each also the `process` of its news. */
export const VACCINATION_JOURNEY = 'vaccinationJourney';
export const SUPERVISOR_CASE = 'supervisorCase';

/** What the schedules start. */
export const NIGHTLY_LOOK = 'nightlyLook';
export const DEADLINE_LOOK = 'deadlineLook';

const JOURNEY_PREFIX = 'journey/';
const CASE_PREFIX = 'case/';

/** Opaque: workflow ids are not encrypted and show in Temporal's own screens. */
export function journeyWorkflowId(journeyId: JourneyId): string {
  return `${JOURNEY_PREFIX}${journeyId}`;
}

export function caseWorkflowId(caseId: CaseId): string {
  return `${CASE_PREFIX}${caseId}`;
}

/** Null when `workflowId` is no journey's. */
export function journeyIdOf(workflowId: string): JourneyId | null {
  return idAfter(JOURNEY_PREFIX, workflowId);
}

/** Null when `workflowId` is no case's. */
export function caseIdOf(workflowId: string): CaseId | null {
  return idAfter(CASE_PREFIX, workflowId);
}

function idAfter<K extends string>(prefix: string, workflowId: string): Id<K> | null {
  const id = workflowId.startsWith(prefix) ? workflowId.slice(prefix.length) : '';
  return isId(id) ? (id as Id<K>) : null;
}
