import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { DEVICE_REVOKE_REASONS, type DeviceRevokeReason } from '../../../domain/access/desk.js';
import type { AdministrationProvider } from '../administration-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { RegisteredDevice } from './rows.js';

type Props = { device: RegisteredDevice; onDone: () => void; onClose: () => void };

/** Says what revoking means and asks for the reason. */
export function RevokeDevice({ device: { id, name }, onDone, onClose }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdministrationProvider>();
  const [reason, setReason] = useState<DeviceRevokeReason | ''>('');
  const { pending, error, run } = useCommand();
  const revoke = async (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '' && (await run(() => api.revokeDevice(id, reason)))) onDone();
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="revoking">
      <form onSubmit={(event) => void revoke(event)}>
        <DialogTitle id="revoking">{translate('devices.revoke_of', { name })}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{translate('devices.about_revoke')}</Typography>
          <TextField select required label={translate('devices.reason')} value={reason} onChange={(event) => setReason(event.target.value as DeviceRevokeReason)} slotProps={{ inputLabel: { shrink: true } }}>
            {DEVICE_REVOKE_REASONS.map((one) => (
              <MenuItem key={one} value={one}>{words('deviceReason', one)}</MenuItem>
            ))}
          </TextField>
          <CommandError error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('cases.cancel')}</Button>
          <CommandButton type="submit" variant="contained" color="error" pending={pending} disabled={reason === ''}>{translate('devices.revoke')}</CommandButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
