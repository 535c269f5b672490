import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslate } from 'react-admin';
import { LONGEST_TEXT } from '../cases/texts.js';
import { CommandButton } from './CommandButton.js';
import { CommandError } from './CommandError.js';
import { useCommand } from './use-command.js';

type Props = { title: string; hint: string; confirm: string; leave?: string; send: (reason: string) => Promise<unknown>; onClose: () => void };

/** Says what is about to be done, asks why, and does it. Closed only once it is done, or when somebody leaves it be. */
export function ReasonDialog({ title, hint, confirm, leave, send, onClose }: Props) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  const { pending, error, run } = useCommand();
  const reason = text.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => send(reason))) onClose();
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="why">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id="why">{title}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{hint}</Typography>
          <TextField autoFocus multiline minRows={2} required label={translate('cases.reason')} helperText={translate('show.retry_reason')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }} />
          <CommandError error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{leave ?? translate('cases.cancel')}</Button>
          <CommandButton type="submit" variant="contained" pending={pending} disabled={reason === ''}>{pending ? translate('cases.working') : confirm}</CommandButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
