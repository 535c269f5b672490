import type { JourneyState } from './state.js';

/**
 * A journey closes when the resident has been released, every upload is confirmed or owned by a case, and the notice is final or owned by
 * a case. `decide` appends the event itself as soon as this holds.
 */
export function closesNow(state: JourneyState | null): boolean {
  if (!state || state.closed || !state.released) return false;
  const given = state.doses.flatMap((dose) => dose.given ?? []);
  const uploadsSettled = given.every((dose) => dose.upload !== 'pending' && dose.upload !== 'sent');
  return uploadsSettled && (given.length === 0 || state.notice !== null);
}
