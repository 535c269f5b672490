import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { CreateButton, DataTable, useListContext, useTranslate } from 'react-admin';
import { useState, type FormEvent } from 'react';
import Button from '@mui/material/Button';
import { EditLink } from '../layout/EditLink.js';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { ListPage } from '../layout/ListPage.js';
import { queryOptions } from '../layout/query-options.js';
import { useSiteName } from '../layout/use-site-name.js';
import type { RegisteredSite } from './rows.js';

/** Sites by area; all of them or those of a city or district. */
export function SiteList() {
  return (
    <ListPage resource="siteRegister" queryOptions={queryOptions} filters={<Filters />}>
      <Rows />
    </ListPage>
  );
}

function Filters() {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const [area, setArea] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    setFilters(area.trim() ? { area: area.trim() } : {}, {});
  };
  return (
    <Box component="form" aria-label={translate('list.filters')} onSubmit={search} noValidate sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2, alignItems: 'center' }}>
      <TextField fullWidth={false} size="small" label={translate('resources.siteRegister.fields.areaCode')} value={area} onChange={(event) => setArea(event.target.value)} slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 }, inputLabel: { shrink: true } }} helperText={translate('site.filter_hint')} />
      <Button type="submit" variant="outlined">{translate('site.filter')}</Button>
      <CreateButton resource="siteRegister" label={translate('site.create')} variant="contained" />
    </Box>
  );
}

function Rows() {
  const translate = useTranslate();
  const nameOf = useSiteName();
  const { error, refetch } = useListContext<RegisteredSite>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<RegisteredSite> rowClick="edit" bulkActionButtons={false} empty={<Empty>{translate('site.empty')}</Empty>}>
      <DataTable.Col<RegisteredSite> source="zh" label={translate('resources.siteRegister.fields.name')} disableSort render={({ id, name }) => <EditLink resource="siteRegister" id={id}>{nameOf({ name: name.zh, nameEn: name.en })}</EditLink>} />
      <DataTable.Col<RegisteredSite> source="code" disableSort />
      <DataTable.Col<RegisteredSite> source="areaCode" disableSort />
      <DataTable.Col<RegisteredSite> source="switchedOnOn" disableSort render={({ switchedOnOn }) => switchedOnOn ?? translate('site.not_yet')} />
      <DataTable.Col<RegisteredSite> source="switchedOffOn" disableSort />
      <DataTable.Col<RegisteredSite> source="stations" disableSort render={({ stations }) => translate('site.count_stations', { count: stations.length })} />
      <DataTable.Col<RegisteredSite> source="hours" disableSort render={({ hours }) => translate('site.count_days', { count: new Set(hours.map(({ weekday }) => weekday)).size })} />
    </DataTable>
  );
}
