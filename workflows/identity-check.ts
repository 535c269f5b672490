import { ActivityCancellationType, CancellationScope, continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AuthorityActivities, IdentityCheckActivities } from '../activities/identity-activities.js';
import type { IdentityView } from '../domain/identity/check.js';
import { inWorkflowTask } from './asks.js';
import { follow, type Ask } from './follow.js';
import type { IdentityCheckInput } from './identity-check-messages.js';
import { IDENTITY_AUTHORITIES } from './task-queues.js';

const checks = proxyLocalActivities<IdentityCheckActivities>(inWorkflowTask);

/** Until it answers: staff step in after the fall-back instant, and whoever is first counts. */
const authorities = proxyActivities<AuthorityActivities>({
  taskQueue: IDENTITY_AUTHORITIES,
  startToCloseTimeout: '30 seconds', // one call of at most 10 s, and our own reads
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** 实名核验 of one resident: asks the authority of the age tier, and offers staff the documents when it takes too long. */
export async function identityCheck({ residentId }: IdentityCheckInput): Promise<void> {
  const read = () => CancellationScope.nonCancellable(() => checks.readIdentityCheck({ residentId }));
  const record = (finding: Parameters<IdentityCheckActivities['recordIdentityFinding']>[0]['finding']) =>
    CancellationScope.nonCancellable(() => checks.recordIdentityFinding({ residentId, finding }));
  const recordFault = () => record({ type: 'softwareFaulted', data: { step: 'verifyIdentity' } });
  const followed = await follow<IdentityView>({ read, forgetStep: async () => undefined, recordFault }, ({ ask, fallBackAt }): Ask<IdentityView>[] => [
    ...(ask ? [{ key: `verify@${ask.version}`, due: null, step: null, act: () => authorities.verifyIdentity({ residentId, askedVersion: ask.version }) }] : []),
    ...(fallBackAt === null ? [] : [{ key: `fall-back@${fallBackAt}`, due: fallBackAt, step: null, act: () => record({ type: 'fallBackFellDue', data: { fallBackAt } }) }]),
  ]);
  if (followed === 'history-is-long') await continueAsNew<typeof identityCheck>({ residentId });
}
