import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { useActionName } from '../audit/use-action-name.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PlainTable } from '../layout/PlainTable.js';
import { queryOptions } from '../layout/query-options.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { ResidentLook } from './rows.js';

/** Who looked this resident up, read or changed something of theirs, and why; the newest that the audit has. */
export function ResidentLooks({ id }: { id: string }) {
  const translate = useTranslate();
  const words = useWords();
  const actionName = useActionName();
  const { data, error, refetch } = useGetManyReference<ResidentLook>('looks', { target: 'residentId', id }, queryOptions);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Typography variant="body2" color="textSecondary" gutterBottom>{translate('residents.looks_hint', { count: data.length })}</Typography>
      <PlainTable
        rows={data}
        keyOf={(look) => look.id}
        columns={[
          { label: translate('resources.audit.fields.at'), show: ({ at }) => shanghaiTime(at), brief: true },
          { label: translate('resources.audit.fields.actor'), show: ({ actor }) => <Who actor={actor} /> },
          { label: translate('resources.audit.fields.action'), show: ({ action }) => actionName(action) },
          { label: translate('residents.reason'), show: ({ reason }) => reason && words('revealReason', reason) },
        ]}
      />
    </>
  );
}

function Who({ actor: { kind, personId, clientId, staffId } }: { actor: ResidentLook['actor'] }) {
  const words = useWords();
  const name = useStaffName(personId ?? staffId);
  return <>{[words('auditActor', kind), name, personId ? null : clientId].filter(Boolean).join(' · ')}</>;
}
