import { COUNT_STOPS_AT } from '../../../domain/cases/queue.js';

/** A count as the API tells it: where it stops, that many or more. */
export function countText(count: number): string {
  return count < COUNT_STOPS_AT ? String(count) : `${COUNT_STOPS_AT - 1}+`;
}
