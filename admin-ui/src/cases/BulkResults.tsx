import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { OpenLink } from '../layout/OpenLink.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useErrorText } from '../layout/use-error-text.js';
import type { BulkResult } from './bulk.js';

/** How far it has come, and of each that was not done why. */
export function BulkResults({ results, total, running }: { results: readonly BulkResult[]; total: number; running: boolean }) {
  const translate = useTranslate();
  const textOf = useErrorText();
  const refused = results.filter(({ error }) => error !== null);
  const done = results.length - refused.length;
  return (
    <>
      <LinearProgress variant="determinate" value={(100 * results.length) / total} aria-label={translate('bulk.progress')} sx={{ mb: 2 }} />
      <Typography role="status" gutterBottom>{translate(running ? 'bulk.going' : 'bulk.ended', { done, refused: refused.length, left: total - results.length })}</Typography>
      {refused.length > 0 && (
        <PlainTable
          rows={refused}
          keyOf={({ about }) => about.id}
          columns={[
            { label: translate('resources.cases.fields.id'), show: ({ about }) => <OpenLink resource="cases" id={about.id}>{about.id.slice(-12)}</OpenLink> },
            { label: translate('cases.not_done'), show: ({ error }) => textOf(error) },
          ]}
        />
      )}
    </>
  );
}
