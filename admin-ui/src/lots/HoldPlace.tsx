import { useGetOne } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { queryOptions } from '../layout/query-options.js';
import { useSiteName } from '../layout/use-site-name.js';
import type { LotHold } from './rows.js';

/** Who stopped it: a site by its name, an area by its code. */
export function HoldPlace({ siteId, areaCode }: Pick<LotHold, 'siteId' | 'areaCode'>) {
  const nameOf = useSiteName();
  const { data } = useGetOne<Site>('sites', { id: siteId ?? '' }, { ...queryOptions, enabled: siteId !== null });
  return siteId !== null && data ? nameOf(data) : areaCode;
}
