import type { Change } from '../../../ui/live/follow.js';

/** The beginning of the keys of queries that a change concerns, and how often they are read again at most. */
export type Stale = { queryKey: readonly unknown[]; everyMs: number };

const SOON_MS = 1_000;
/** A case's place in a list moves with each step of its journey, but most journeys have none: not each step is worth reading lists of cases for. */
const BY_THE_WAY_MS = 5_000;

const soon = (...keys: (readonly unknown[])[]): Stale[] => keys.map((queryKey) => ({ queryKey, everyMs: SOON_MS }));
const byTheWay = (...keys: (readonly unknown[])[]): Stale[] => keys.map((queryKey) => ({ queryKey, everyMs: BY_THE_WAY_MS }));

/** By the names of the data provider. A resource that this page does not know yet concerns nothing on it. */
export function staleAfter({ resource, id }: Pick<Change, 'resource' | 'id'>): Stale[] {
  const ofIt = { id };
  switch (resource) {
    case 'cases':
      return [
        ...soon(['cases', 'getList'], ['cases', 'getOne', ofIt], ['caseCounts'], ['caseNeeds'], ['caseLog', 'getManyReference', ofIt]),
        ...byTheWay(['journeys', 'getOne']), // a journey tells the clocks of its cases; of which it is the event does not say
      ];
    case 'journeys':
      return [
        ...soon(['journeys', 'getList'], ['journeys', 'getOne', ofIt], ['journeyCounts'], ['observation'], ['timeline', 'getManyReference', ofIt], ['refusedCommands', 'getManyReference', ofIt], ['stepLog', 'getManyReference', ofIt], ['notices', 'getManyReference', ofIt]),
        ...byTheWay(['cases', 'getList'], ['caseNeeds']),
      ];
    case 'notices':
      return soon(['notices', 'getManyReference']); // of which journey it is only the API knows
    default:
      return [];
  }
}
