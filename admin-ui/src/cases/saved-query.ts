import type { SavedQuery } from '../../../contracts/saved-queries.js';
import type { CaseFilter } from './case-filter.js';
import type { CaseCount, NeedCount } from './use-case-counts.js';

export type QueryFilter = SavedQuery['filter'];

/** What of a filter is kept: not the number of one case. Null where nothing is left to keep. */
export function toSave({ number: _, ...filter }: CaseFilter): QueryFilter | null {
  return Object.keys(filter).length > 0 ? (filter as QueryFilter) : null;
}

/** What the list is asked for by a saved query. Whoever works at sites has to name one: where the query does not, that which the list shows. */
export function toApply(saved: QueryFilter, shown: CaseFilter, isOfSites: boolean): CaseFilter {
  return { ...(isOfSites && shown.siteId ? { siteId: shown.siteId } : {}), ...saved } as CaseFilter;
}

export function isSame(one: CaseFilter, other: CaseFilter): boolean {
  const parts = ['siteId', 'area', 'kind', 'queue', 'need', 'number'] as const;
  return parts.every((part) => one[part] === other[part]);
}

/** How many cases it lists, as far as the counts of the place that is shown tell; null where they do not. */
export function countOf(filter: CaseFilter, shown: CaseFilter, { counts, needs }: { counts: CaseCount[] | undefined; needs: NeedCount[] | undefined }): number | null {
  const { kind, queue, need } = filter;
  if (filter.siteId !== shown.siteId || filter.area !== shown.area || !counts || !needs) return null;
  if (need) return kind || queue ? null : (needs.find((one) => one.need === need)?.count ?? 0);
  return counts.filter((one) => (!kind || one.kind === kind) && (!queue || one.queue === queue)).reduce((sum, { count }) => sum + count, 0);
}
