import { isId, type CaseId, type Id, type JourneyId, type LotHoldId, type NoticeId, type ResidentId } from '../domain/ids.js';

/** The names that workflows are started by, each also the `process` of its news. */
export const VACCINATION_JOURNEY = 'vaccinationJourney';
export const SUPERVISOR_CASE = 'supervisorCase';
export const IDENTITY_CHECK = 'identityCheck';
export const NOTICE_DELIVERY = 'noticeDelivery';
export const LOT_RECALL = 'lotRecall';

/** What the schedules start. */
export const NIGHTLY_LOOK = 'nightlyLook';
export const DEADLINE_LOOK = 'deadlineLook';
export const RECEIPT_LOOK = 'receiptLook';

const JOURNEY_PREFIX = 'journey/';
const CASE_PREFIX = 'case/';
const IDENTITY_PREFIX = 'identity/';
const NOTICE_PREFIX = 'notice/';
const RECALL_PREFIX = 'recall/';

/** Opaque: workflow ids are not encrypted and show in Temporal's own screens. */
export function journeyWorkflowId(journeyId: JourneyId): string {
  return `${JOURNEY_PREFIX}${journeyId}`;
}

export function caseWorkflowId(caseId: CaseId): string {
  return `${CASE_PREFIX}${caseId}`;
}

export function identityWorkflowId(residentId: ResidentId): string {
  return `${IDENTITY_PREFIX}${residentId}`;
}

export function noticeWorkflowId(noticeId: NoticeId): string {
  return `${NOTICE_PREFIX}${noticeId}`;
}

export function recallWorkflowId(lotHoldId: LotHoldId): string {
  return `${RECALL_PREFIX}${lotHoldId}`;
}

/** Null when `workflowId` is no recall's or hold's. */
export function lotHoldIdOf(workflowId: string): LotHoldId | null {
  return idAfter(RECALL_PREFIX, workflowId);
}

/** Null when `workflowId` is no notice's. */
export function noticeIdOf(workflowId: string): NoticeId | null {
  return idAfter(NOTICE_PREFIX, workflowId);
}

/** Null when `workflowId` is no identity check's. */
export function residentIdOf(workflowId: string): ResidentId | null {
  return idAfter(IDENTITY_PREFIX, workflowId);
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
