import type { JourneyState } from './state.js';

/**
 * A journey closes when the resident has been released, every upload is confirmed or owned by a case, and the notice is final or owned by
 * a case. A jab that nobody has verified keeps it open until somebody has said whether it counts, since what is missing then (an identity, an
 * archive) is brought at the desk. `decide` appends the event itself as soon as this holds.
 */
export function closesNow(state: JourneyState | null): boolean {
  if (!state || state.closed || !state.released) return false;
  if (state.doses.some(({ reported }) => reported && !reported.uncounted)) return false;
  const given = state.doses.flatMap((dose) => dose.given ?? []);
  const uploadsSettled = given.every((dose) => dose.upload !== 'pending' && dose.upload !== 'sent');
  return uploadsSettled && (given.length === 0 || state.notice !== null);
}
