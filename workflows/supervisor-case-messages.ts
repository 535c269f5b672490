import type { CaseId } from '../domain/ids.js';

/** All that a case's workflow is given: everything else it reads. */
export type SupervisorCaseInput = { caseId: CaseId };
