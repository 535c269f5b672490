import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { RecordContextProvider, useDataProvider, useTranslate } from 'react-admin';
import type { CountedItem } from '../../../contracts/reports.js';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { NumberedPages } from '../layout/NumberedPages.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PlainTable } from '../layout/PlainTable.js';
import { queryOptions } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { useWords } from '../layout/use-words.js';
import type { ReportProvider } from '../reports-api.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { toListQuery, type OpenedNumber, type ReportChoice } from './report-choice.js';
import { useSeriesDose } from './use-dose-names.js';
import { useFigures } from './use-figures.js';
import { usePartName, useRowName } from './use-row-name.js';

const A_PAGE = 50;

type Props = { asked: ReportChoice; opened: OpenedNumber; close: () => void };

/** What a number counts, one by one; each opens its visit. */
export function CountedList({ asked: { name, by }, opened, close }: Props) {
  const translate = useTranslate();
  const api = useDataProvider<ReportProvider>();
  const title = `${translate(`reports.names.${name}`)} · ${useRowName(by)(opened.row)} · ${usePartName(name)(opened.part)}`;
  const query = toListQuery(opened);
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({ ...queryOptions, queryKey: ['reports', 'counted', name, query, page], queryFn: ({ signal }) => api.listCounted(name, { ...query, first: String(A_PAGE) }, page, signal) });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []); // it stands where the number was
  const items = data?.data as CountedItem[] | undefined;
  return (
    <Card component="section" aria-label={title} sx={{ p: 2 }}>
      <Button variant="text" onClick={close}>← {translate('reports.back')}</Button>
      <Typography variant="h6" component="h2" tabIndex={-1} ref={heading}>{title}</Typography>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {!error && !items && <Loading />}
      {items?.length === 0 && <Empty>{translate('reports.gone')}</Empty>}
      {items && items.length > 0 && <Items items={items} />}
      {data && <NumberedPages page={page} size={A_PAGE} hasNextPage={data.pageInfo.hasNextPage} open={setPage} />}
    </Card>
  );
}

/** Columns that nothing in the list has are left out. */
function Items({ items }: { items: readonly CountedItem[] }) {
  const translate = useTranslate();
  const words = useWords();
  const doseName = useSeriesDose();
  const { minutes } = useFigures();
  const label = (field: string) => translate(`resources.reports.fields.${field}`);
  const some = (has: (item: CountedItem) => unknown) => items.some((item) => has(item) !== null);
  return (
    <PlainTable
      rows={items}
      keyOf={(item) => JSON.stringify(item)}
      columns={[
        { label: label('visit'), brief: true, show: ({ journeyId }) => <OpenLink resource="journeys" id={journeyId}>{translate('reports.open_visit', { id: journeyId.slice(-8) })}</OpenLink> },
        ...(some(({ day }) => day) ? [{ label: label('day'), brief: true as const, show: ({ day }: CountedItem) => day }] : []),
        { label: label('site'), show: (item) => <RecordContextProvider value={{ id: item.journeyId, siteId: item.siteId }}><SiteName /></RecordContextProvider> },
        { label: label('born'), brief: true, show: ({ born }) => born },
        ...(some(({ series }) => series) ? [{ label: label('dose'), brief: true as const, show: ({ series, doseNumber }: CountedItem) => series && doseName(series, doseNumber ?? 0) }] : []),
        ...(some(({ tookMs }) => tookMs) ? [{ label: label('took'), brief: true as const, show: ({ tookMs }: CountedItem) => minutes(tookMs) }] : []),
        ...(some(({ reason }) => reason) ? [{ label: label('reason'), show: ({ reason }: CountedItem) => reason && words('kind', reason) }] : []),
        ...(some(({ openUntil }) => openUntil) ? [{ label: label('openUntil'), brief: true as const, show: ({ openUntil }: CountedItem) => openUntil && shanghaiTime(openUntil) }] : []),
        { label: label('counts'), brief: true, show: ({ counts }) => translate(counts ? 'ra.boolean.true' : 'ra.boolean.false') },
      ]}
    />
  );
}
