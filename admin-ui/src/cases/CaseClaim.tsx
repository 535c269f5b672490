import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Case } from './rows.js';
import { useKeptClaim } from './use-kept-claim.js';

type Props = { about: Case; staffId: string; onRenewed: (renewed: Case) => void };

/** Takes the case in hand, keeps it while the page is open, gives it back. */
export function CaseClaim({ about: { id, claim }, staffId, onRenewed }: Props) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const { pending, error, run } = useCommand();
  const claimIt = () => run(() => api.claimCase(id, staffId));
  useKeptClaim(claim, staffId, () => void claimIt().then((renewed) => renewed && onRenewed(renewed)));
  const mine = claim?.by === staffId;
  return (
    <Box sx={{ mb: 2 }}>
      {mine && <Typography variant="body2" sx={{ mb: 1 }}>{translate('cases.held_by_you', { at: shanghaiTime(claim.until).slice(11) })}</Typography>}
      {claim === null && <CommandButton variant="outlined" fullWidth pending={pending} onClick={() => void claimIt()}>{translate('cases.claim')}</CommandButton>}
      {mine && <CommandButton variant="outlined" fullWidth pending={pending} onClick={() => void run(() => api.releaseCase(id, staffId))}>{translate('cases.release')}</CommandButton>}
      <CommandError error={error} />
    </Box>
  );
}
