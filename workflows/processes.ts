import type { CaseId, JourneyId, LotHoldId, NoticeId, ResidentId } from '../domain/ids.js';
import type { IdentityCheckInput } from './identity-check-messages.js';
import type { LotRecallInput } from './lot-recall-messages.js';
import type { NoticeDeliveryInput } from './notice-delivery-messages.js';
import type { SupervisorCaseInput } from './supervisor-case-messages.js';
import { JOURNEYS, type TaskQueue } from './task-queues.js';
import type { VaccinationJourneyInput } from './vaccination-journey-messages.js';
import {
  caseIdOf, caseWorkflowId, IDENTITY_CHECK, identityWorkflowId, journeyIdOf, journeyWorkflowId, LOT_RECALL, lotHoldIdOf, NOTICE_DELIVERY, noticeIdOf, noticeWorkflowId, recallWorkflowId,
  residentIdOf, SUPERVISOR_CASE, VACCINATION_JOURNEY,
} from './workflow-ids.js';

/** How one kind of workflow is called in the engine, by the id of the thing that it is about. */
type Process = {
  workflowIdOf: (id: string) => string;
  /** The other way; null for a workflow of another kind. */
  idOf: (workflowId: string) => string | null;
  /** All that its workflow is started with. */
  inputOf: (id: string) => object;
  taskQueue: TaskQueue;
};

/** Every kind of workflow that hears of news, by the name that its news carry and that it is started by. */
export const PROCESSES = {
  [VACCINATION_JOURNEY]: {
    workflowIdOf: (id) => journeyWorkflowId(id as JourneyId),
    idOf: journeyIdOf,
    inputOf: (id) => ({ journeyId: id as JourneyId }) satisfies VaccinationJourneyInput,
    taskQueue: JOURNEYS,
  },
  [SUPERVISOR_CASE]: {
    workflowIdOf: (id) => caseWorkflowId(id as CaseId),
    idOf: caseIdOf,
    inputOf: (id) => ({ caseId: id as CaseId }) satisfies SupervisorCaseInput,
    taskQueue: JOURNEYS,
  },
  [IDENTITY_CHECK]: {
    workflowIdOf: (id) => identityWorkflowId(id as ResidentId),
    idOf: residentIdOf,
    inputOf: (id) => ({ residentId: id as ResidentId }) satisfies IdentityCheckInput,
    taskQueue: JOURNEYS,
  },
  [NOTICE_DELIVERY]: {
    workflowIdOf: (id) => noticeWorkflowId(id as NoticeId),
    idOf: noticeIdOf,
    inputOf: (id) => ({ noticeId: id as NoticeId }) satisfies NoticeDeliveryInput,
    taskQueue: JOURNEYS,
  },
  [LOT_RECALL]: {
    workflowIdOf: (id) => recallWorkflowId(id as LotHoldId),
    idOf: lotHoldIdOf,
    inputOf: (id) => ({ lotHoldId: id as LotHoldId }) satisfies LotRecallInput,
    taskQueue: JOURNEYS,
  },
} as const satisfies Record<string, Process>;

export type ProcessName = keyof typeof PROCESSES;

export const PROCESS_NAMES = Object.keys(PROCESSES) as ProcessName[];

/** What a workflow is about; null when it is of no kind that hears of news. */
export function processOf(workflowId: string): { process: ProcessName; id: string } | null {
  for (const process of PROCESS_NAMES) {
    const id = PROCESSES[process].idOf(workflowId);
    if (id !== null) return { process, id };
  }
  return null;
}
