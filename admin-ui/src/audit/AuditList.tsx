import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { DataTable, ListBase, useListContext, useTranslate } from 'react-admin';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { Pager } from '../layout/Pager.js';
import { queryOptions } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime, today } from '../../../ui/shanghai-time.js';
import { AuditExport } from './AuditExport.js';
import { AuditFilters } from './AuditFilters.js';
import { AuditReason } from './AuditReason.js';
import { AuditVerify } from './AuditVerify.js';
import { Reference } from './Reference.js';
import type { AuditRecord } from './rows.js';
import { useActionName } from './use-action-name.js';

/** Who did what to what, and why not where it was refused. Nothing here is about a resident but by reference. */
export function AuditList() {
  const translate = useTranslate();
  return (
    <ListBase resource="audit" filterDefaultValues={{ day: today() }} perPage={25} disableSyncWithLocation queryOptions={queryOptions}>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>
        {translate('resources.audit.name')}
      </Typography>
      <AuditVerify />
      <AuditFilters />
      <AuditExport />
      <Card sx={{ overflowX: 'auto' }}>
        <Rows />
      </Card>
      <Pager />
    </ListBase>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const actionName = useActionName();
  const { error, refetch } = useListContext<AuditRecord>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<AuditRecord> rowClick={false} bulkActionButtons={false} empty={<Empty>{translate('audit.empty')}</Empty>}>
      <DataTable.Col<AuditRecord> source="at" disableSort sx={{ whiteSpace: 'nowrap' }} render={({ at }) => shanghaiTime(at)} />
      <DataTable.Col<AuditRecord> source="actor" disableSort render={({ actor: { kind, personId, residentId, clientId, staffId } }) => (
        <Reference kind={words('auditActor', kind)} id={personId ?? residentId ?? clientId ?? null} beside={staffId ?? (residentId ? clientId : undefined)} filter={{ by: 'actor', value: personId ?? residentId ?? clientId ?? kind }} />
      )} />
      <DataTable.Col<AuditRecord> source="action" disableSort render={({ action }) => <Reference kind={actionName(action)} id={action} filter={{ by: 'action', value: action }} />} />
      <DataTable.Col<AuditRecord> source="object" disableSort render={({ objectKind, objectId }) => (
        <Reference kind={words('auditObject', objectKind)} id={objectId} filter={objectId === null ? null : { by: 'object', objectKind, value: objectId }} />
      )} />
      <DataTable.Col<AuditRecord> source="outcome" disableSort sx={{ whiteSpace: 'nowrap' }} render={({ outcome }) => words('auditOutcome', outcome)} />
      <DataTable.Col<AuditRecord> source="reason" disableSort render={(record) => <AuditReason record={record} />} />
    </DataTable>
  );
}
