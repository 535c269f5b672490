import { isAtDesk, type Stage } from '../journey/stages.js';
import type { Instant } from '../time.js';
import { queueOf } from './queue.js';
import { claimNow, type SupervisorCase } from './supervisor-case.js';

/** Why an open case needs somebody today, the most pressing first: whoever is standing there waits. A case may need somebody for several of these. */
export const CASE_NEEDS = ['at-desk', 'mine', 'for-approval', 're-review', 'overdue', 'due-soon', 'unclaimed'] as const;
export type CaseNeed = (typeof CASE_NEEDS)[number];

/** What is due within this time is due soon: enough to read a case and to reach a desk by telephone before it moves up. */
export const DUE_SOON_MS = 2 * 3_600_000;

/** To whom, by their reference in the directory of staff, and when. Nothing is `mine` to nobody. */
export type NeedsBy = { by: string | null; now: Instant };

/** `db/case-needs.ts` asks the same in SQL. */
export function needsOf(found: SupervisorCase, stage: Stage | null, { by, now }: NeedsBy): CaseNeed[] {
  const { status, dueAt, proposal } = found;
  if (status === 'resolved') return [];
  const queue = queueOf(found, now);
  const holds: Record<CaseNeed, boolean> = {
    'at-desk': stage !== null && isAtDesk(stage),
    mine: by !== null && claimNow(found, now)?.by === by,
    'for-approval': queue === 'for-approval' && proposal?.by !== by, // nobody approves what they proposed
    're-review': queue === 're-review',
    overdue: dueAt <= now,
    'due-soon': dueAt > now && dueAt <= now + DUE_SOON_MS,
    unclaimed: queue === 'unclaimed',
  };
  return CASE_NEEDS.filter((need) => holds[need]);
}
