import { useGetList } from 'react-admin';
import type { CaseNeed } from '../../../domain/cases/needs.js';
import { watching } from '../layout/query-options.js';
import { toPlace, type CaseFilter } from './case-filter.js';

export type CaseCount = { id: string; kind: string; queue: string; count: number };
export type NeedCount = { id: string; need: CaseNeed; count: number };

/** How many cases there are where the filter looks; undefined until it is known. */
export function useCaseCounts(filter: CaseFilter): { counts: CaseCount[] | undefined; needs: NeedCount[] | undefined } {
  const { data: counts } = useGetList<CaseCount>('caseCounts', { filter: toPlace(filter) }, watching);
  const { data: needs } = useGetList<NeedCount>('caseNeeds', { filter: toPlace(filter) }, watching);
  return { counts, needs };
}
