import { useGetOne } from 'react-admin';
import { queryOptions } from './query-options.js';

const PERSON = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** By what name colleagues know somebody of the staff: a person by their own, whom a site's client has named by that reference. Empty for nobody. */
export function useStaffName(by: string | null | undefined): string {
  const isPerson = by != null && PERSON.test(by);
  const { data } = useGetOne<{ id: string; name: string }>('people', { id: by ?? '' }, { ...queryOptions, enabled: isPerson });
  return (isPerson ? data?.name : by) ?? '';
}
