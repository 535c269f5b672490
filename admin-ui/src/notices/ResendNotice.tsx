import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { LONGEST_TEXT } from '../cases/texts.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { NoticeProvider } from '../notices-api.js';
import { CommandButton } from '../layout/CommandButton.js';

/** Has another message sent in the place of this one, with a reason; why not is the API's to say. */
export function ResendNotice({ noticeId }: { noticeId: string }) {
  const translate = useTranslate();
  const api = useDataProvider<NoticeProvider>();
  const mayResend = useSignedIn().identity?.may.includes('resendNotice') ?? false;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const [text, setText] = useState('');
  const { pending, error, run } = useCommand();
  const reason = text.trim();
  if (!mayResend) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(() => api.resendNotice(noticeId, reason)))) return;
    setOpen(false);
    setDone(true);
    setText('');
  };
  return (
    <>
      <div role="status">{done && <Alert severity="success" sx={{ mt: 2 }}>{translate('notices.resent')}</Alert>}</div>
      <Button variant="outlined" sx={{ mt: 2 }} aria-haspopup="dialog" onClick={() => setOpen(true)}>{translate('notices.resend')}</Button>
      {open && (
        <Dialog open fullWidth onClose={() => setOpen(false)} aria-labelledby="resend">
          <form onSubmit={(event) => void submit(event)}>
            <DialogTitle id="resend">{translate('notices.resend')}</DialogTitle>
            <DialogContent>
              {translate('notices.resend_hint')}
              <TextField autoFocus multiline minRows={2} required label={translate('cases.reason')} helperText={translate('notices.resend_reason')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }} />
              <CommandError error={error} />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => setOpen(false)}>{translate('cases.cancel')}</Button>
              <CommandButton type="submit" variant="contained" pending={pending} disabled={reason === ''}>{translate(pending ? 'cases.working' : 'notices.resend')}</CommandButton>
            </DialogActions>
          </form>
        </Dialog>
      )}
    </>
  );
}
