import { UnsupportedListError } from '../db/keyset.js';
import { problemOf } from './error-handler.js';
import type { HttpProblem } from './http-problem.js';

/** A filter or cursor that no index serves is refused with those that are: `lists` names their fields. */
export async function offered<T>(list: Promise<T>, lists: readonly string[]): Promise<T> {
  return list.catch((error: unknown) => {
    throw error instanceof UnsupportedListError ? listNotOffered(lists) : error;
  });
}

export function listNotOffered(lists: readonly string[]): HttpProblem {
  return problemOf('list-not-offered', { offered: lists });
}
