import type { Change } from '../../../ui/live/follow.js';

/** The beginnings of the keys of queries that a change concerns. Keys are `['journeys', id, …]` and `['journeys', 'list', …]`. */
export function staleAfter({ resource, id }: Pick<Change, 'resource' | 'id'>): (readonly unknown[])[] {
  return [[resource, id], [resource, 'list']];
}
