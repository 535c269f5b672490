import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { useTranslate } from 'react-admin';
import { MAX_PIN_DIGITS } from '../../../domain/access/desk.js';
import { CommandButton } from '../layout/CommandButton.js';
import { fieldFaults } from '../field-faults.js';
import { LoadError } from '../layout/LoadError.js';
import { useFault } from '../layout/use-fault.js';
import { deskApi, type OwnPin } from './desk-api.js';
import { NotDone } from './NotDone.js';
import { useAsking } from './use-asking.js';

const NOTHING = { name: '', pin: '', again: '' };

/** One's own PIN for shared desks; nobody else sets or sees it. */
export function PinPage() {
  const translate = useTranslate();
  const [{ known, error: away }, setKnown] = useState<{ known?: OwnPin; error?: unknown }>({});
  const [typed, setTyped] = useState(NOTHING);
  const [isSaved, setSaved] = useState(false);
  const { pending, error, ask } = useAsking();
  const read = useCallback(() => void deskApi.readPin().then((pin) => setKnown({ known: pin }), (failed: unknown) => setKnown({ error: failed })), []);
  useEffect(read, [read]);
  const faults: Record<string, string> = typed.again !== '' && typed.again !== typed.pin ? { again: 'differs' } : fieldFaults(error);
  const fault = useFault(faults);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    const kept = await ask(() => deskApi.setPin({ pin: typed.pin, ...(known?.chosen && typed.name.trim() && { name: typed.name.trim() }) }));
    if (!kept) return;
    setKnown({ known: kept });
    setTyped(NOTHING);
    setSaved(true);
  };
  const secret = { maxLength: MAX_PIN_DIGITS, inputMode: 'numeric', autoComplete: 'off' } as const;
  const input = (field: keyof typeof NOTHING) => ({ value: typed[field], onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value }) });
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate('pin.title')}</Typography>
      <Typography gutterBottom>{translate('pin.about')}</Typography>
      {away !== undefined && <LoadError error={away} retry={read} />}
      {known && (
        <form onSubmit={(event) => void save(event)} autoComplete="off">
          <Typography gutterBottom>{translate(known.locked ? 'pin.locked' : known.set ? 'pin.set' : 'pin.not_set')}</Typography>
          {known.name !== null && <Typography gutterBottom>{translate('pin.name_of_account', { name: known.name })}</Typography>}
          <Box sx={{ display: 'grid', gap: 1, maxWidth: 440 }}>
            {known.chosen && <TextField required={known.name === null} label={translate('pin.name')} {...input('name')} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off' } }} {...fault('name', translate('pin.name_hint'))} />}
            <TextField required type="password" label={translate('pin.pin')} {...input('pin')} slotProps={{ htmlInput: secret }} {...fault('pin', translate('pin.pin_hint'))} />
            <TextField required type="password" label={translate('pin.again')} {...input('again')} slotProps={{ htmlInput: secret }} {...fault('again')} />
          </Box>
          {Object.keys(faults).length === 0 && <NotDone error={error} />}
          <div role="status">{isSaved && <Alert severity="success" sx={{ my: 1, maxWidth: 560 }}>{translate('pin.saved')}</Alert>}</div>
          <CommandButton type="submit" variant="contained" pending={pending} disabled={typed.pin === '' || typed.pin !== typed.again}>{translate('pin.save')}</CommandButton>
        </form>
      )}
    </>
  );
}
