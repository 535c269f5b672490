import { CancellationScope, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../activities/case-activities.js';
import type { CaseView } from '../domain/cases/case-view.js';
import { inWorkflowTask } from './asks.js';
import { follow, type Ask } from './follow.js';
import type { SupervisorCaseInput } from './supervisor-case-messages.js';

const cases = proxyLocalActivities<CaseActivities>(inWorkflowTask);

/**
 * The clock of one case: moves it up a level each time it is overdue, until somebody has decided it. Who works on it does so in its row; it
 * has few levels, so its history stays short.
 */
export async function supervisorCase({ caseId }: SupervisorCaseInput): Promise<void> {
  const read = () => CancellationScope.nonCancellable(() => cases.readCase({ caseId }));
  await follow<CaseView>({ read, forgetStep: async () => undefined, recordFault: read }, ({ escalateAt }): Ask<CaseView>[] =>
    escalateAt === null
      ? []
      : [{ key: `escalate@${escalateAt}`, due: escalateAt, step: null, act: () => CancellationScope.nonCancellable(() => cases.escalateCase({ caseId, dueAt: escalateAt })) }],
  );
}
