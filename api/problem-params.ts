import { REFUSAL_PARAMS } from '../contracts/params.js';
import type { Refusal } from '../domain/refusals.js';

const KINDS: Record<string, Record<string, string>> = REFUSAL_PARAMS;

/** The facts of a refusal as the API tells them: instants leave as RFC 3339. */
export function tellParams({ code, ...facts }: Refusal): Record<string, unknown> {
  return tellKept(code, facts);
}

/** The same of facts that the audit has kept, of which some were told already and some are of a release with other codes. */
export function tellKept(code: string | null, facts: Record<string, unknown>): Record<string, unknown> {
  const kinds = KINDS[code ?? ''];
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, kinds?.[name] === 'instant' && typeof value === 'number' ? new Date(value).toISOString() : value]));
}
