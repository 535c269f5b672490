import { QueryClient } from '@tanstack/react-query';
import { staleAfter } from './stale.js';

/** Keys as react-admin makes them. */
const KEYS = {
  cases: ['cases', 'getList', { pagination: { page: 1, perPage: 25 }, filter: { need: 'mine' } }], aCase: ['cases', 'getOne', { id: 'c1' }], otherCase: ['cases', 'getOne', { id: 'c2' }], log: ['caseLog', 'getManyReference', { target: 'caseId', id: 'c1' }],
  counts: ['caseCounts', 'getList', {}], needs: ['caseNeeds', 'getList', {}],
  journeys: ['journeys', 'getList', { filter: {} }], journey: ['journeys', 'getOne', { id: 'j1', meta: { whole: true } }], otherJourney: ['journeys', 'getOne', { id: 'j2' }], stages: ['journeyCounts', 'getList', {}],
  timeline: ['timeline', 'getManyReference', { target: 'journeyId', id: 'j1' }], notices: ['notices', 'getManyReference', { target: 'journeyId', id: 'j1' }], otherNotices: ['notices', 'getManyReference', { target: 'journeyId', id: 'j2' }],
  sites: ['sites', 'getList', {}], me: ['auth', 'getIdentity'],
};

async function invalidated(resource: string, id: string): Promise<string[]> {
  const queries = new QueryClient();
  for (const key of Object.values(KEYS)) queries.setQueryData(key, []);
  for (const { queryKey } of staleAfter({ resource: resource as 'cases', id })) await queries.invalidateQueries({ queryKey });
  return Object.entries(KEYS).flatMap(([name, key]) => (queries.getQueryState(key)?.isInvalidated ? [name] : []));
}

it.each([
  { of: 'a case', resource: 'cases', id: 'c1', expected: ['cases', 'aCase', 'log', 'counts', 'needs', 'journey', 'otherJourney'] },
  { of: 'a journey', resource: 'journeys', id: 'j1', expected: ['cases', 'needs', 'journeys', 'journey', 'stages', 'timeline', 'notices'] },
  { of: 'a notice', resource: 'notices', id: 'n1', expected: ['notices', 'otherNotices'] },
  { of: 'what a newer API adds', resource: 'recalls', id: 'r1', expected: [] },
])('a change of $of concerns exactly what shows it', async ({ resource, id, expected }) => {
  expect(await invalidated(resource, id)).toEqual(expected);
});
