import { REFUSAL_PARAMS } from '../contracts/params.js';
import type { Refusal } from '../domain/refusals.js';

/** The facts of a refusal as the API tells them: instants leave as RFC 3339. */
export function tellParams({ code, ...facts }: Refusal): Record<string, unknown> {
  const kinds: Record<string, string> = REFUSAL_PARAMS[code];
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, kinds[name] === 'instant' ? new Date(Number(value)).toISOString() : value]));
}
