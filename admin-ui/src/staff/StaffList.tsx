import { DataTable, useListContext, useTranslate } from 'react-admin';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { EditLink } from '../layout/EditLink.js';
import { ListPage } from '../layout/ListPage.js';
import { queryOptions } from '../layout/query-options.js';
import { RegisterFilters } from '../layout/RegisterFilters.js';
import { useSeries } from '../layout/use-series.js';
import { useWords } from '../layout/use-words.js';
import type { RegisteredPerson } from './rows.js';

/** Who may sign in, the newest first; all of them or those of a site. */
export function StaffList() {
  const translate = useTranslate();
  return (
    <ListPage resource="staff" queryOptions={queryOptions} filters={<RegisterFilters resource="staff" create={translate('staff.create')} />}>
      <Rows />
    </ListPage>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const series = useSeries();
  const { error, refetch } = useListContext<RegisteredPerson>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<RegisteredPerson> rowClick="edit" bulkActionButtons={false} empty={<Empty>{translate('staff.empty')}</Empty>}>
      <DataTable.Col<RegisteredPerson> source="name" disableSort render={({ id, name }) => <EditLink resource="staff" id={id}>{name}</EditLink>} />
      <DataTable.Col<RegisteredPerson> source="roles" disableSort render={({ roles }) => series(roles.map((role) => translate(`roles.${role}`)))} />
      <DataTable.Col<RegisteredPerson> source="place" disableSort render={({ areaCode, siteIds }) => areaCode ?? (siteIds.length > 0 ? translate('staff.sites', { count: siteIds.length }) : '')} />
      <DataTable.Col<RegisteredPerson> source="username" disableSort render={({ username, subject }) => username ?? subject} />
      <DataTable.Col<RegisteredPerson> source="status" disableSort render={({ status }) => words('personStatus', status)} />
      <DataTable.Col<RegisteredPerson> source="validity" disableSort render={({ validFrom, validUntil }) => `${validFrom} – ${validUntil ?? ''}`} />
    </DataTable>
  );
}
