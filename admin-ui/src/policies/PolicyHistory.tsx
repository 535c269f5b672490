import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList, useTranslate } from 'react-admin';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { NumberedPages } from '../layout/NumberedPages.js';
import { OpenLink } from '../layout/OpenLink.js';
import { Part } from '../layout/Part.js';
import { PlainTable } from '../layout/PlainTable.js';
import { watching } from '../layout/query-options.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { PolicyRow, PolicyVersion } from './rows.js';
import { standingOf } from './standing.js';

const A_PAGE = 25;

/** All versions of one policy, the newest first, each with who wanted and who approved it; it opens with how it differs from the one before. */
export function PolicyHistory({ policies }: { policies: readonly PolicyRow[] }) {
  const translate = useTranslate();
  const words = useWords();
  const [name, setName] = useState('');
  const policy = policies.find((one) => one.name === name) ?? policies[0];
  if (!policy) return null;
  return (
    <Part title={translate('policies.history')}>
      <TextField select label={translate('policies.policy')} value={policy.name} onChange={(event) => setName(event.target.value)} sx={{ minWidth: 240, mb: 1 }} slotProps={{ inputLabel: { shrink: true } }}>
        {policies.map((one) => (
          <MenuItem key={one.name} value={one.name}>{words('policyName', one.name)}</MenuItem>
        ))}
      </TextField>
      <Versions key={policy.name} policy={policy} />
    </Part>
  );
}

function Versions({ policy }: { policy: PolicyRow }) {
  const translate = useTranslate();
  const words = useWords();
  const [page, setPage] = useState(1);
  const { data, pageInfo, error, refetch } = useGetList<PolicyVersion>('policyVersions', { filter: { name: policy.name }, pagination: { page, perPage: A_PAGE } }, watching);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (page === 1 && data.length === 0) return <Empty>{translate('policies.no_history')}</Empty>;
  return (
    <>
      <PlainTable
        rows={data} keyOf={({ id }) => id}
        columns={[
          { label: translate('policies.version'), show: ({ id, version }) => <OpenLink resource="policies" id={id}>{translate('policies.version_and_difference', { version })}</OpenLink>, brief: true },
          { label: translate('policies.about_version'), show: (version) => words('policyStanding', standingOf(version, policy)), brief: true },
          { label: translate('policies.effective'), show: ({ effectiveFrom }) => shanghaiTime(effectiveFrom), brief: true },
          { label: translate('policies.drafted_by'), show: ({ drafted }) => <ByAt {...drafted} /> },
          { label: translate('policies.decided_by'), show: ({ decided }) => decided && <ByAt {...decided} /> },
        ]}
      />
      <NumberedPages page={page} size={A_PAGE} hasNextPage={pageInfo?.hasNextPage ?? false} open={setPage} />
    </>
  );
}

function ByAt({ by, at }: PolicyVersion['drafted']) {
  return <>{useStaffName(by)} · {shanghaiTime(at)}</>;
}
