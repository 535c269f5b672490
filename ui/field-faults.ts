import { ApiError } from './api-error.js';

/** What is wrong with each field, by the rule that the API names; empty for any other error. An entry of a list counts for the list. */
export function fieldFaults(error: unknown): Record<string, string> {
  const fields = error instanceof ApiError && error.problem?.code === 'invalid-request' ? error.problem.params['fields'] : [];
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(fields.map(({ field, rule }: { field: string; rule: string }) => [field.split('.')[0] ?? field, rule]));
}
