import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { useGetManyReference, useTranslate } from 'react-admin';
import { queryOptions } from '../layout/query-options.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Deciding } from './DecisionDialog.js';
import type { Case, Entry } from './rows.js';

type Props = { caseId: string; proposal: NonNullable<Case['proposal']>; staffId: string | null; onChoose: (how: Deciding['how'], action: Deciding['action']) => void };

/** What one person would decide and why; another approves or declines it, the same one may take it back. */
export function ProposalPart({ caseId, proposal: { action, by, at }, staffId, onChoose }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const proposer = useStaffName(by);
  const own = by === staffId;
  const { data: log } = useGetManyReference<Entry>('caseLog', { target: 'caseId', id: caseId }, queryOptions);
  const reason = log?.findLast(({ type }) => type === 'proposed')?.text;
  const disabled = staffId === null || reason === undefined; // nobody approves or declines for a reason that they have not been shown
  useEffect(() => {
    if (own) place.current?.focus(); // the button that proposed is gone
  }, [own]);
  return (
    <Stack spacing={1}>
      <Alert ref={place} tabIndex={-1} role="status" severity="info">
        {translate('cases.proposed', { by: proposer, action: words('action', action), at: shanghaiTime(at) })}
        {reason && <Typography component="blockquote" sx={{ m: 0, my: 1, pl: 1, borderLeft: 3 }}>{reason}</Typography>}
        {own && <Typography variant="body2">{translate('cases.not_oneself')}</Typography>}
      </Alert>
      {!own && (
        <Button variant="contained" disabled={disabled} aria-haspopup="dialog" onClick={() => onChoose('approve', action)}>
          {translate('cases.approve', { action: words('action', action) })}
        </Button>
      )}
      <Button variant="outlined" disabled={disabled} aria-haspopup="dialog" onClick={() => onChoose('decline', action)}>
        {translate(own ? 'cases.take_back' : 'cases.decline')}
      </Button>
    </Stack>
  );
}
