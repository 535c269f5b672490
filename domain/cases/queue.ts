import type { Instant } from '../time.js';
import { claimNow, type SupervisorCase } from './supervisor-case.js';

/** Where an open case stands, in exactly one of these; the first that holds. */
export const OPEN_QUEUES = ['for-information', 'for-approval', 'in-hand', 're-review', 'unclaimed'] as const;
export type OpenQueue = (typeof OPEN_QUEUES)[number];

/** A resolved case is in none that anybody works through. */
export type CaseQueue = OpenQueue | 'settled' | 'closed-without-action';

/** A count goes no further: nobody works through more, and it would cost what the list saves. */
export const COUNT_STOPS_AT = 1_001;

/** A function of the case and the clock alone: an expired claim puts it back without anybody doing anything. `db/case-queues.ts` asks the same in SQL. */
export function queueOf(found: Pick<SupervisorCase, 'status' | 'action' | 'question' | 'proposal' | 'claim' | 'moved'>, now: Instant): CaseQueue {
  if (found.status === 'resolved') return found.action === null ? 'closed-without-action' : 'settled';
  if (found.question) return 'for-information';
  if (found.proposal) return 'for-approval';
  if (claimNow(found, now)) return 'in-hand';
  return found.moved ? 're-review' : 'unclaimed';
}
