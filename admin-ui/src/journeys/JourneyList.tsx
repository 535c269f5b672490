import Box from '@mui/material/Box';
import { DataTable, useListContext, useTranslate } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { ListPage } from '../layout/ListPage.js';
import { OpenLink } from '../layout/OpenLink.js';
import { watching } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { shanghaiTime, today } from '../../../ui/shanghai-time.js';
import { CasesChip } from './CasesChip.js';
import { FlagChips } from './FlagChips.js';
import type { JourneyFilter } from './journey-filter.js';
import { JourneyFilters } from './JourneyFilters.js';
import type { Row } from './rows.js';
import { StageChip } from './StageChip.js';
import { StepTries } from './StepTries.js';

/** Journeys of a day, of a site, in a stage or with a flag: what the contract offers, in its one order. Whoever works at sites begins at the first of them. */
export function JourneyList() {
  const { identity, isPending } = useSignedIn();
  const asked = (useLocation().state as { filter?: JourneyFilter } | null)?.filter;
  if (isPending) return null;
  const [siteId] = identity?.siteIds ?? [];
  const first = asked ?? { ...(siteId ? { siteId } : {}), day: today() };
  return (
    <ListPage resource="journeys" filterDefaultValues={first} queryOptions={watching} filters={<JourneyFilters />}>
      <Rows />
    </ListPage>
  );
}

function Rows() {
  const translate = useTranslate();
  const { error, refetch } = useListContext<Row>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<Row> rowClick="show" bulkActionButtons={false} empty={<Empty>{translate('list.empty')}</Empty>}>
      <DataTable.Col<Row> source="startedAt" disableSort render={({ id, startedAt }) => <OpenLink resource="journeys" id={id}>{shanghaiTime(startedAt)}</OpenLink>} />
      <DataTable.Col<Row> source="day" disableSort />
      <DataTable.Col<Row> source="siteId" disableSort>
        <SiteName />
      </DataTable.Col>
      <DataTable.Col<Row> source="stage" disableSort render={({ stage }) => <StageChip stage={stage} />} />
      <DataTable.Col<Row> source="openCases" disableSort render={({ openCases }) => <CasesChip count={openCases} />} />
      <DataTable.Col<Row> source="flags" label={translate('journey.flags')} disableSort render={({ flags }) => <FlagChips flags={flags} />} />
      <DataTable.Col<Row> source="retrying" label={translate('journey.retrying')} disableSort render={({ retrying }) => retrying.map((step) => <Box key={step.step} sx={{ whiteSpace: 'normal', minWidth: 180 }}><StepTries step={step} /></Box>)} />
      <DataTable.Col<Row> source="closedAt" disableSort render={({ closedAt }) => closedAt && shanghaiTime(closedAt)} />
    </DataTable>
  );
}
