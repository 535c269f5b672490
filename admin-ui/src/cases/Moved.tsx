import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { watching } from '../layout/query-options.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Case, Entry } from './rows.js';

/** What has changed since somebody read the case, and whose proposal fell with it. */
export function Moved({ caseId, moved }: { caseId: string; moved: NonNullable<Case['moved']> }) {
  const translate = useTranslate();
  const words = useWords();
  const { data: log = [] } = useGetManyReference<Entry>('caseLog', { target: 'caseId', id: caseId }, watching);
  const by = log.findLast(({ type, data }) => type === 'moved' && data['proposedBy'] !== null)?.data['proposedBy'];
  const fallen = typeof by === 'string' ? by : undefined;
  const proposer = useStaffName(fallen);
  return (
    <Alert severity="warning" role="status" sx={{ mb: 2 }}>
      {translate('decisions.moved', { at: shanghaiTime(moved.at), what: words('event', moved.what) })}
      {fallen !== undefined && <Typography variant="body2">{translate('decisions.moved_proposal', { by: proposer })}</Typography>}
    </Alert>
  );
}
