import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useLocation } from 'react-router-dom';
import { DataTable, ListBase, useListContext, useTranslate } from 'react-admin';
import { StageChip } from '../journeys/StageChip.js';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PickableBody } from '../layout/PickableBody.js';
import { Pager } from '../layout/Pager.js';
import { watching } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { AtDesk } from './AtDesk.js';
import { CaseBulk } from './CaseBulk.js';
import { CaseFilters } from './CaseFilters.js';
import { CaseSearch } from './CaseSearch.js';
import { DueTime } from './DueTime.js';
import { Holder } from './Holder.js';
import { SavedQueries } from './SavedQueries.js';
import type { CaseFilter } from './case-filter.js';
import type { Case } from './rows.js';

/** What may be decided about the chosen rows stands above them and not over the filters. */
const bulkInPlace = { '& .RaBulkActionsToolbar-toolbar:not(.RaBulkActionsToolbar-collapsed)': { position: 'static', transform: 'none', height: 'auto', flexWrap: 'wrap' } };

/** Open cases, the most urgent first: those that the page before has named, or all. Whoever works at sites begins at the first of them. */
export function CaseList() {
  const translate = useTranslate();
  const { identity, isPending } = useSignedIn();
  const asked = (useLocation().state as { filter?: CaseFilter } | null)?.filter;
  if (isPending) return null;
  const [siteId] = identity?.siteIds ?? [];
  return (
    <ListBase resource="cases" filterDefaultValues={asked ?? (siteId ? { siteId } : {})} perPage={25} disableSyncWithLocation queryOptions={watching}>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>
        {translate('resources.cases.name')}
      </Typography>
      <CaseSearch />
      <CaseFilters />
      <SavedQueries />
      <Card sx={{ overflowX: 'auto', whiteSpace: 'nowrap', ...bulkInPlace }}>
        <Rows />
      </Card>
      <Pager />
    </ListBase>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const may = useSignedIn().identity?.may.includes('resolveCase') ?? false;
  const { error, refetch } = useListContext<Case>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<Case> body={PickableBody} bulkActionButtons={may ? <CaseBulk /> : false} empty={<Empty>{translate('cases.empty')}</Empty>}>
      <DataTable.Col<Case> source="dueAt" disableSort render={({ dueAt }) => <DueTime dueAt={dueAt} />} />
      <DataTable.Col<Case> source="kind" disableSort render={({ id, kind, atDesk }) => <Box sx={{ whiteSpace: 'normal' }}><OpenLink resource="cases" id={id}>{words('kind', kind)}</OpenLink> {atDesk && <AtDesk />}</Box>} />
      <DataTable.Col<Case> source="siteId" disableSort>
        <SiteName />
      </DataTable.Col>
      <DataTable.Col<Case> source="journeyId" disableSort render={({ journeyId, stage }) => stage && <OpenLink resource="journeys" id={journeyId}><StageChip stage={stage} /></OpenLink>} />
      <DataTable.Col<Case> source="level" disableSort render={({ level }) => words('level', level)} />
      <DataTable.Col<Case> source="queue" disableSort render={(found) => <Holder about={found} />} />
    </DataTable>
  );
}
