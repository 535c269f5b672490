import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../layout/CommandButton.js';
import { deskApi, type Desk } from './desk-api.js';
import { NotDone } from './NotDone.js';
import { useAsking } from './use-asking.js';

/** Makes this browser the device that its code was made for. */
export function EnrolForm({ onEnrolled }: { onEnrolled: (desk: Desk) => void }) {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  const { pending, error, ask } = useAsking();
  const enrol = async (event: FormEvent) => {
    event.preventDefault();
    const desk = await ask(() => deskApi.enrol(code.trim()));
    if (desk) onEnrolled(desk);
  };
  return (
    <form onSubmit={(event) => void enrol(event)}>
      <Typography variant="h6" component="h2">{translate('desk.enrol')}</Typography>
      <Typography gutterBottom>{translate('desk.about_enrol')}</Typography>
      <TextField autoFocus fullWidth required label={translate('desk.code')} value={code} onChange={(event) => setCode(event.target.value)} sx={{ my: 1 }} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off', spellCheck: false } }} />
      <NotDone error={error} />
      <CommandButton type="submit" variant="contained" fullWidth pending={pending} disabled={code.trim() === ''}>{translate('desk.enrol_now')}</CommandButton>
    </form>
  );
}
