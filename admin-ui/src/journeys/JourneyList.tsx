import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import type { MouseEvent } from 'react';
import { DataTable, Link, ListBase, useCreatePath, useListContext, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { queryOptions } from '../layout/query-options.js';
import { shanghaiTime, today } from '../shanghai-time.js';
import { CasesChip } from './CasesChip.js';
import { JourneyFilters } from './JourneyFilters.js';
import { Pager } from './Pager.js';
import type { Row } from './rows.js';
import { SiteName } from './SiteName.js';
import { StageChip } from './StageChip.js';

/** Journeys of a day, of a site or in a stage: what the contract offers, in its one order. */
export function JourneyList() {
  const translate = useTranslate();
  return (
    <ListBase resource="journeys" filterDefaultValues={{ day: today() }} perPage={25} disableSyncWithLocation queryOptions={queryOptions}>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>
        {translate('resources.journeys.name')}
      </Typography>
      <JourneyFilters />
      <Card sx={{ overflowX: 'auto', whiteSpace: 'nowrap' }}>
        <Rows />
      </Card>
      <Pager />
    </ListBase>
  );
}

function Rows() {
  const { error, refetch } = useListContext<Row>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<Row> rowClick="show" bulkActionButtons={false} empty={<NoJourneys />}>
      <DataTable.Col<Row> source="startedAt" disableSort render={(row) => <OpenLink row={row} />} />
      <DataTable.Col<Row> source="day" disableSort />
      <DataTable.Col<Row> source="siteId" disableSort>
        <SiteName />
      </DataTable.Col>
      <DataTable.Col<Row> source="stage" disableSort render={({ stage }) => <StageChip stage={stage} />} />
      <DataTable.Col<Row> source="openCases" disableSort render={({ openCases }) => <CasesChip count={openCases} />} />
      <DataTable.Col<Row> source="closedAt" disableSort render={({ closedAt }) => closedAt && shanghaiTime(closedAt)} />
    </DataTable>
  );
}

/** The row opens by a click anywhere; by keyboard it opens here. */
function OpenLink({ row }: { row: Row }) {
  const createPath = useCreatePath();
  return (
    <Link to={createPath({ resource: 'journeys', type: 'show', id: row.id })} onClick={(event: MouseEvent) => event.stopPropagation()}>
      {shanghaiTime(row.startedAt)}
    </Link>
  );
}

function NoJourneys() {
  const translate = useTranslate();
  return (
    <Typography role="status" sx={{ p: 4, textAlign: 'center', whiteSpace: 'normal' }} color="textSecondary">
      {translate('list.empty')}
    </Typography>
  );
}
