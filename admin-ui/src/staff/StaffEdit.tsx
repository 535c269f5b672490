import Alert from '@mui/material/Alert';
import { useGetOne, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { queryOptions } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { PersonForm } from './PersonForm.js';
import type { RegisteredPerson } from './rows.js';

/** One person: what they may, whether they still may, and their password. Nobody changes themselves. */
export function StaffEdit() {
  const translate = useTranslate();
  const { id = '' } = useParams();
  const { identity } = useSignedIn();
  const { data, error, refetch } = useGetOne<RegisteredPerson>('staff', { id }, queryOptions);
  return (
    <>
      <PageHeading resource="staff" back={translate('staff.back')} title={data?.name ?? translate('resources.staff.name')} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {identity?.id === id && <Alert severity="info" sx={{ mb: 2 }}>{translate('staff.oneself')}</Alert>}
      {data && <PersonForm key={data.id} person={data} closed={identity?.id === id} />}
    </>
  );
}
