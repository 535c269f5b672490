import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useGetOne, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { Field, Fields } from '../layout/Fields.js';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { queryOptions } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { ClientForm } from './ClientForm.js';
import { KeysPart } from './KeysPart.js';
import { RevokePart } from './RevokePart.js';
import type { RegisteredClient } from './rows.js';

/** One client: what it may, its keys, and whether it still may. One that was revoked is only read. A key more or less is a version more: the form begins anew. */
export function ClientEdit() {
  const translate = useTranslate();
  const words = useWords();
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<RegisteredClient>('clients', { id }, queryOptions);
  const label = (field: string) => translate(`resources.clients.fields.${field}`);
  return (
    <>
      <PageHeading resource="clients" back={translate('client.back')} title={data?.name ?? translate('resources.clients.name')} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && (
        <>
          {data.status === 'revoked' && <Alert severity="warning" sx={{ mb: 2 }}>{translate('client.was_revoked', { at: shanghaiTime(data.revokedAt ?? ''), reason: words('revocation', data.revokedFor ?? 'other') })}</Alert>}
          <Box sx={{ mb: 2 }}>
            <Fields>
              <Field label={label('id')}>{data.id}</Field>
              <Field label={label('kind')}>{words('clientKind', data.kind)}</Field>
              <Field label={label('status')}>{words('personStatus', data.status)}</Field>
              <Field label={label('createdAt')}>{shanghaiTime(data.createdAt)}</Field>
            </Fields>
          </Box>
          {data.status === 'active' && <ClientForm key={JSON.stringify(data.keys)} client={data} />}
          <Box sx={{ mt: 2 }}><KeysPart client={data} /></Box>
          {data.status === 'active' && <RevokePart client={data} />}
        </>
      )}
    </>
  );
}
