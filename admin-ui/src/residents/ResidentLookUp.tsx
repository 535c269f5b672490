import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { ID_TYPES, type IdType } from '../../../domain/identity/identifier.js';
import { CommandError } from '../layout/CommandError.js';
import { OpenLink } from '../layout/OpenLink.js';
import { useCommand } from '../layout/use-command.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import type { ResidentProvider } from '../residents-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import type { Resident } from './rows.js';

/** There is no list of residents: whoever may looks one up by a number, everybody else comes from a journey or a case. */
export function ResidentLookUp() {
  const translate = useTranslate();
  const mayLookUp = useSignedIn().identity?.may.includes('lookUpResident') ?? false;
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate('resources.residents.name')}</Typography>
      <Typography gutterBottom>{translate(mayLookUp ? 'residents.hint' : 'residents.from_journeys')}</Typography>
      {mayLookUp && <LookUp />}
    </>
  );
}

/** By a number, which leaves in a body and ends with the page. */
function LookUp() {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<ResidentProvider>();
  const { identity } = useSignedIn();
  const [type, setType] = useState<IdType>('id-card');
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<Resident[] | null>(null);
  const { pending, error, run } = useCommand();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFound(null);
    const [siteId] = identity?.siteIds ?? [];
    const answer = await run(() => api.lookUpResident({ identifier: { type, number: number.trim() }, ...(siteId && { siteId }) }));
    if (answer) setFound(answer.residents);
  };
  return (
    <>
      <Box component="form" aria-label={translate('residents.look_up')} autoComplete="off" onSubmit={(event) => void submit(event)} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, my: 2, alignItems: 'center' }}>
        <TextField select fullWidth={false} size="small" label={translate('residents.type')} value={type} onChange={(event) => setType(ID_TYPES.find((one) => one === event.target.value) ?? 'id-card')} sx={{ minWidth: 220 }}>
          {ID_TYPES.map((one) => (
            <MenuItem key={one} value={one}>{words('idType', one)}</MenuItem>
          ))}
        </TextField>
        <TextField required fullWidth={false} size="small" label={translate('residents.number')} value={number} onChange={(event) => setNumber(event.target.value)} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off', spellCheck: false } }} sx={{ minWidth: 260 }} />
        <CommandButton type="submit" variant="contained" pending={pending} disabled={number.trim() === ''}>{translate('residents.look_up')}</CommandButton>
      </Box>
      <CommandError error={error} />
      <div role="status">{found && <Found residents={found} />}</div>
    </>
  );
}

function Found({ residents }: { residents: readonly Resident[] }) {
  const translate = useTranslate();
  const [resident] = residents;
  if (!resident) return <Alert severity="info">{translate('residents.nobody')}</Alert>;
  return (
    <Alert severity="success">
      {translate('residents.found', { name: resident.name, birthDate: resident.birthDate })} <OpenLink resource="residents" id={resident.id}>{translate('residents.open')}</OpenLink>
    </Alert>
  );
}
