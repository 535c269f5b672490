import { Loading, useGetManyReference, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { PlainTable } from '../layout/PlainTable.js';
import { queryOptions } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../shanghai-time.js';
import type { Entry, Journey } from './rows.js';
import { factsOf, type Fact } from './timeline-facts.js';

/** What happened, in order: the log itself. */
export function JourneyTimeline({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const { data, error, refetch } = useGetManyReference<Entry>('timeline', { target: 'journeyId', id: journey.id }, queryOptions);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const label = (name: string) => translate(`resources.timeline.fields.${name}`);
  return (
    <PlainTable
      rows={data}
      keyOf={({ id }) => id}
      columns={[
        { label: label('at'), show: ({ at }) => shanghaiTime(at), brief: true },
        { label: label('type'), show: ({ type }) => words('event', type), brief: true },
        { label: label('data'), show: (entry) => <Facts facts={factsOf(entry.data, journey.doses)} /> },
        { label: label('station'), show: ({ station }) => station && words('station', station), brief: true },
        { label: label('actor'), show: ({ actor }) => [words('actor', actor.kind), actor.clientId, actor.staffId].filter(Boolean).join(' · ') },
      ]}
    />
  );
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  const translate = useTranslate();
  const words = useWords();
  const show = ({ value, words: list }: Fact) => (list ? words(list, value) : translate(`ra.boolean.${value}`, { _: value }));
  return <>{facts.map((fact) => `${words('fact', fact.name)} ${show(fact)}`).join(' · ')}</>;
}
