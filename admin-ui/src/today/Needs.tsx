import { useGetList, useTranslate } from 'react-admin';
import { CASE_NEEDS, type CaseNeed } from '../../../domain/cases/needs.js';
import type { CaseFilter } from '../cases/case-filter.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { Part } from '../layout/Part.js';
import { watchingClock } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { NeedPart } from './NeedPart.js';

type Count = { id: string; need: CaseNeed; count: number };

/** Of whoever works on cases; the others only look. */
const OF_WORKERS: readonly CaseNeed[] = ['mine', 'for-approval'];

/** The needs of the contract in their order, each with how many cases have it and the most urgent of them. */
export function Needs({ place }: { place: Pick<CaseFilter, 'siteId'> }) {
  const translate = useTranslate();
  const works = useSignedIn().identity?.may.includes('claimCase') ?? false;
  const { data, error, refetch } = useGetList<Count>('caseNeeds', { filter: place }, watchingClock);
  if (error) return <Part title={translate('today.needs')}><LoadError error={error} retry={() => void refetch()} /></Part>;
  if (!data) return <Loading />;
  return CASE_NEEDS.filter((need) => works || !OF_WORKERS.includes(need)).map((need) => (
    <NeedPart key={need} need={need} place={place} count={data.find((one) => one.need === need)?.count ?? 0} />
  ));
}
