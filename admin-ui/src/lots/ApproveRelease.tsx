import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useDataProvider, useTranslate } from 'react-admin';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useStaffName } from '../layout/use-staff-name.js';
import type { LotProvider } from '../lots-api.js';
import type { LotHold } from './rows.js';

/** The reason of whoever asked once more, and what it means to agree. */
export function ApproveRelease({ hold, staffId, onClose }: { hold: LotHold; staffId: string; onClose: () => void }) {
  const translate = useTranslate();
  const api = useDataProvider<LotProvider>();
  const name = useStaffName(hold.asked?.by);
  const { pending, error, run } = useCommand();
  const approve = async () => {
    if (await run(() => api.approveLotRelease(hold.id, { staffId, version: hold.version }))) onClose();
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="letting-go">
      <DialogTitle id="letting-go">{translate('lots.approve')}</DialogTitle>
      <DialogContent>
        <Typography gutterBottom>{translate('lots.about_approve')}</Typography>
        <Typography>{translate('lots.reason_of', { name })}</Typography>
        <Typography component="blockquote" sx={{ m: 0, my: 1, pl: 1, borderLeft: 3 }}>{hold.log.findLast(({ type }) => type === 'releaseAsked')?.reason}</Typography>
        <CommandError error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('cases.cancel')}</Button>
        <CommandButton variant="contained" pending={pending} disabled={error !== null} onClick={() => void approve()}>{pending ? translate('cases.working') : translate('lots.approve')}</CommandButton>
      </DialogActions>
    </Dialog>
  );
}
