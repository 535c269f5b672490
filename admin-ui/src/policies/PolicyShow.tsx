import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useDataProvider, useGetOne, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { CommandError } from '../layout/CommandError.js';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { queryOptions } from '../layout/query-options.js';
import { useCommand } from '../layout/use-command.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { WHOLE } from '../layout/whole.js';
import type { PolicyProvider } from '../policies-api.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { ApproveDialog } from './ApproveDialog.js';
import { DifferenceTable } from './PolicyTables.js';
import type { PolicyVersionShown } from './rows.js';

/** One version: who wants it and why, how it differs, and what may be done. */
export function PolicyShow() {
  const translate = useTranslate();
  const words = useWords();
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<PolicyVersionShown>('policyVersions', { id, meta: WHOLE }, queryOptions);
  const title = data ? translate('policies.version_of', { name: words('policyName', data.name), version: data.version }) : translate('resources.policies.name');
  return (
    <>
      <PageHeading resource="policies" back={translate('policies.back')} title={title} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && <Version version={data} />}
    </>
  );
}

function Version({ version }: { version: PolicyVersionShown }) {
  const translate = useTranslate();
  const words = useWords();
  const { drafted, decided, state, effectiveFrom, reason, document } = version;
  const [drafter, decider] = [useStaffName(drafted.by), useStaffName(decided?.by)];
  return (
    <>
      <Part title={translate('policies.about_version')}>
        <p role="status">{words('policyState', state)} · {translate('policies.from', { at: shanghaiTime(effectiveFrom) })}</p>
        <p>{translate('policies.drafted', { name: drafter, at: shanghaiTime(drafted.at) })}</p>
        <p>{translate('policies.because', { reason })}</p>
        {decided && <p>{translate(state === 'approved' ? 'policies.approved' : 'policies.withdrawn', { name: decider, at: shanghaiTime(decided.at) })}</p>}
        {state === 'draft' && <Actions version={version} drafter={drafter} />}
      </Part>
      <Part title={translate('policies.difference')}>
        <DifferenceTable {...version} />
      </Part>
      <Part title={translate('policies.document')}>
        <pre tabIndex={0} style={{ overflowX: 'auto' }}>{JSON.stringify(document, null, 2)}</pre>
      </Part>
    </>
  );
}

function Actions({ version, drafter }: { version: PolicyVersionShown; drafter: string }) {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  const api = useDataProvider<PolicyProvider>();
  const [open, setOpen] = useState(false);
  const { pending, error, run } = useCommand();
  if (!identity?.may.includes('approvePolicy')) return null;
  const own = identity.id === version.drafted.by;
  return (
    <>
      {own && <p>{translate('policies.own')}</p>}
      <CommandError error={error} />
      <Stack direction="row" spacing={1}>
        {!own && <Button variant="contained" onClick={() => setOpen(true)}>{translate('policies.approve')}</Button>}
        <Button variant="outlined" disabled={pending} onClick={() => void run(() => api.withdrawPolicy(version.id))}>{translate('policies.withdraw')}</Button>
      </Stack>
      {open && <ApproveDialog version={version} drafter={drafter} onClose={() => setOpen(false)} />}
    </>
  );
}
