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
import { REVOCATION_REASONS, type RevocationReason } from '../../../domain/access/clients.js';
import type { AdministrationProvider } from '../administration-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { RegisteredClient } from './rows.js';

/** Shuts a client out for good, with why. */
export function RevokePart({ client: { id, name, version } }: { client: RegisteredClient }) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdministrationProvider>();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState<RevocationReason | ''>('');
  const { pending, error, run } = useCommand();
  const revoke = async (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '' && (await run(() => api.revokeClient(id, { reason, version })))) setIsOpen(false);
  };
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsOpen(true)}>{translate('client.revoke')}</Button>
      <Dialog open={isOpen} fullWidth onClose={() => setIsOpen(false)} aria-labelledby="revoking">
        <form onSubmit={(event) => void revoke(event)}>
          <DialogTitle id="revoking">{translate('client.revoke')} · {name}</DialogTitle>
          <DialogContent>
            <Typography gutterBottom>{translate('client.about_revoke')}</Typography>
            <TextField select required label={translate('client.reason')} value={reason} onChange={(event) => setReason(event.target.value as RevocationReason)} slotProps={{ inputLabel: { shrink: true } }}>
              {REVOCATION_REASONS.map((one) => (
                <MenuItem key={one} value={one}>{words('revocation', one)}</MenuItem>
              ))}
            </TextField>
            <CommandError error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setIsOpen(false)}>{translate('cases.cancel')}</Button>
            <CommandButton type="submit" variant="contained" color="error" pending={pending} disabled={reason === ''}>{translate('client.revoke')}</CommandButton>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
