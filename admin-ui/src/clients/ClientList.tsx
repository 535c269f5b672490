import { DataTable, useListContext, useTranslate } from 'react-admin';
import { EditLink } from '../layout/EditLink.js';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { ListPage } from '../layout/ListPage.js';
import { queryOptions } from '../layout/query-options.js';
import { RegisterFilters } from '../layout/RegisterFilters.js';
import { useWords } from '../layout/use-words.js';
import type { RegisteredClient } from './rows.js';

/** Machine clients by id; all of them or those of a site. */
export function ClientList() {
  const translate = useTranslate();
  return (
    <ListPage resource="clients" queryOptions={queryOptions} filters={<RegisterFilters resource="clients" create={translate('client.create')} />}>
      <Rows />
    </ListPage>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const { error, refetch } = useListContext<RegisteredClient>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<RegisteredClient> rowClick="edit" bulkActionButtons={false} empty={<Empty>{translate('client.empty')}</Empty>}>
      <DataTable.Col<RegisteredClient> source="id" disableSort render={({ id }) => <EditLink resource="clients" id={id}>{id}</EditLink>} />
      <DataTable.Col<RegisteredClient> source="name" disableSort />
      <DataTable.Col<RegisteredClient> source="kind" disableSort render={({ kind }) => words('clientKind', kind)} />
      <DataTable.Col<RegisteredClient> source="place" disableSort render={({ areaCode, siteIds }) => areaCode ?? (siteIds.length > 0 ? translate('staff.sites', { count: siteIds.length }) : '')} />
      <DataTable.Col<RegisteredClient> source="status" disableSort render={({ status }) => words('personStatus', status)} />
      <DataTable.Col<RegisteredClient> source="keys" disableSort render={({ keys }) => keys.filter(({ retiredAt }) => retiredAt === null).length} />
      <DataTable.Col<RegisteredClient> source="validUntil" disableSort />
    </DataTable>
  );
}
