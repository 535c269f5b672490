import { DataTable, useListContext, useTranslate } from 'react-admin';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { ListPage } from '../layout/ListPage.js';
import { OpenLink } from '../layout/OpenLink.js';
import { watching } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { NoticeFilters } from './NoticeFilters.js';
import type { PlacedNotice } from './rows.js';

/** Notices of one's sites or area, the newest first. To whom is nowhere on this page. */
export function NoticeList() {
  const { identity, isPending } = useSignedIn();
  if (isPending) return null;
  const [siteId] = identity?.siteIds ?? [];
  return (
    <ListPage resource="notices" filterDefaultValues={siteId ? { siteId } : {}} queryOptions={watching} filters={<NoticeFilters />}>
      <Rows />
    </ListPage>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const { error, refetch } = useListContext<PlacedNotice>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<PlacedNotice> rowClick="show" bulkActionButtons={false} empty={<Empty>{translate('notices.empty')}</Empty>}>
      <DataTable.Col<PlacedNotice> source="createdAt" disableSort render={({ id, createdAt }) => <OpenLink resource="notices" id={id}>{shanghaiTime(createdAt)}</OpenLink>} />
      <DataTable.Col<PlacedNotice> source="siteId" disableSort label={translate('resources.sites.one')}>
        <SiteName />
      </DataTable.Col>
      <DataTable.Col<PlacedNotice> source="kind" disableSort />
      <DataTable.Col<PlacedNotice> source="channel" disableSort render={({ channel }) => words('channel', channel)} />
      <DataTable.Col<PlacedNotice> source="state" disableSort render={({ state }) => words('noticeState', state)} />
      <DataTable.Col<PlacedNotice> source="attempts" disableSort />
      <DataTable.Col<PlacedNotice> source="nextTryAt" disableSort render={({ nextTryAt, errorCode }) => [nextTryAt && shanghaiTime(nextTryAt), errorCode && words('callError', errorCode)].filter(Boolean).join(' · ')} />
    </DataTable>
  );
}
