import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { CreateButton, useGetList, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PlainTable } from '../layout/PlainTable.js';
import { watching } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { PolicyHistory } from './PolicyHistory.js';
import type { PolicyRow } from './rows.js';

/** Of each policy what is in force since when, and what waits: drafts, and versions to come; then all versions of one. */
export function PolicyList() {
  const translate = useTranslate();
  const words = useWords();
  const { identity } = useSignedIn();
  const { data = [], error, refetch } = useGetList<PolicyRow>('policies', {}, watching);
  const label = (field: string) => translate(`resources.policies.fields.${field}`);
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate('resources.policies.name')}</Typography>
      <Typography gutterBottom>{translate('policies.about')}</Typography>
      {identity?.may.includes('draftPolicy') && <CreateButton resource="policies" label={translate('policies.draft')} variant="contained" sx={{ mb: 2, alignSelf: 'start' }} />}
      {error && <LoadError error={error} retry={() => void refetch()} />}
      <Card sx={{ mb: 2 }}>
        <PlainTable
          rows={data} keyOf={({ name }) => name}
          columns={[
            { label: label('name'), show: ({ name }) => words('policyName', name), brief: true },
            { label: label('version'), show: ({ version }) => (version === 0 ? translate('policies.shipped') : version), brief: true },
            { label: label('since'), show: ({ since }) => (since === null ? '' : shanghaiTime(since)), brief: true },
            {
              label: label('waiting'),
              show: ({ waiting }) =>
                waiting.map(({ id, version, state, effectiveFrom }) => (
                  <div key={id}>
                    <OpenLink resource="policies" id={id}>
                      {translate(state === 'draft' ? 'policies.draft_from' : 'policies.coming_from', { version, at: shanghaiTime(effectiveFrom) })}
                    </OpenLink>
                  </div>
                )),
            },
          ]}
        />
      </Card>
      {data.length > 0 && <PolicyHistory policies={data} />}
    </>
  );
}
