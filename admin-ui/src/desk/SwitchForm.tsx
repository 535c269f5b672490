import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslate } from 'react-admin';
import { MAX_PIN_DIGITS } from '../../../domain/access/desk.js';
import { ApiError } from '../api-error.js';
import { CommandButton } from '../layout/CommandButton.js';
import { deskApi } from './desk-api.js';
import { NotDone } from './NotDone.js';
import { useAsking } from './use-asking.js';

const FIRST_PAGE = '/journeys';

/** Who is there, and their PIN, which no browser is to remember. `onGone`: this device is none any more. */
export function SwitchForm({ onGone }: { onGone: () => void }) {
  const translate = useTranslate();
  const [{ name, pin }, setTyped] = useState({ name: '', pin: '' });
  const { pending, error, ask } = useAsking();
  const come = async (event: FormEvent) => {
    event.preventDefault();
    const isIn = await ask(async () => {
      await deskApi.switchTo(name, pin).catch((failed: unknown) => {
        if (failed instanceof ApiError && failed.problem?.code === 'device-unknown') onGone();
        throw failed;
      });
      return true;
    });
    if (isIn) location.assign(FIRST_PAGE); // a page of its own, that knows nothing of whoever was here before
    else setTyped({ name, pin: '' });
  };
  return (
    <form onSubmit={(event) => void come(event)} autoComplete="off">
      <Typography variant="h6" component="h2">{translate('desk.switch')}</Typography>
      <TextField autoFocus fullWidth required label={translate('desk.name')} value={name} onChange={(event) => setTyped({ name: event.target.value, pin })} sx={{ my: 1 }} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }} />
      <TextField fullWidth required type="password" label={translate('desk.pin')} value={pin} onChange={(event) => setTyped({ name, pin: event.target.value })} sx={{ my: 1 }} slotProps={{ htmlInput: { maxLength: MAX_PIN_DIGITS, inputMode: 'numeric', autoComplete: 'off' } }} />
      <NotDone error={error} />
      <CommandButton type="submit" variant="contained" fullWidth pending={pending} disabled={name.trim() === '' || pin === ''}>{translate('desk.come')}</CommandButton>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{translate('desk.about_switch')}</Typography>
    </form>
  );
}
