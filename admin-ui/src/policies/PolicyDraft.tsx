import { useGetList, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { queryOptions } from '../layout/query-options.js';
import { DraftForm } from './DraftForm.js';
import type { PolicyRow } from './rows.js';

/** A new version of a policy, beginning with what is in force. */
export function PolicyDraft() {
  const translate = useTranslate();
  const { data, error, refetch } = useGetList<PolicyRow>('policies', {}, queryOptions);
  return (
    <>
      <PageHeading resource="policies" back={translate('policies.back')} title={translate('policies.draft')} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && <DraftForm policies={data} />}
    </>
  );
}
