import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { Field, Fields } from '../layout/Fields.js';
import { LoadError } from '../layout/LoadError.js';
import { useCountryName } from '../layout/use-country-name.js';
import { useWords } from '../layout/use-words.js';
import type { ResidentProvider } from '../residents-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import type { Resident, ResidentInClear, RevealReason } from './rows.js';

const REASONS: readonly RevealReason[] = ['compare-with-document', 'call-resident', 'decide-case', 'answer-request', 'investigate-complaint'];

type Shown = { clear: ResidentInClear | null; error: unknown; pending: boolean };
const HIDDEN: Shown = { clear: null, error: null, pending: false };

/** Masked; in the clear with a reason, until the page is left. What was shown is kept in nothing but this page. */
export function ResidentIdentity({ resident, mayReveal }: { resident: Resident; mayReveal: boolean }) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<ResidentProvider>();
  const queries = useQueryClient();
  const [reason, setReason] = useState<RevealReason | ''>('');
  const [{ clear, error, pending }, setShown] = useState(HIDDEN);
  const reveal = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === '') return;
    setShown({ ...HIDDEN, pending: true });
    setShown(await api.revealResident(resident.id, reason).then((found) => ({ ...HIDDEN, clear: found }), (why: unknown) => ({ ...HIDDEN, error: why })));
    void queries.invalidateQueries({ queryKey: ['looks'] }); // this look stands among them now
  };
  return (
    <>
      <Person {...(clear ?? resident)} />
      {error ? <LoadError error={error} retry={() => setShown(HIDDEN)} /> : null}
      {clear && <Button variant="outlined" sx={{ mt: 2 }} onClick={() => setShown(HIDDEN)}>{translate('residents.hide')}</Button>}
      {mayReveal && !clear && (
        <Box component="form" aria-label={translate('residents.reveal')} onSubmit={(event) => void reveal(event)} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mt: 2, alignItems: 'center' }}>
          <TextField select required fullWidth={false} size="small" label={translate('residents.reason')} value={reason} onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? '')} sx={{ minWidth: 240 }}>
            {REASONS.map((one) => (
              <MenuItem key={one} value={one}>{words('revealReason', one)}</MenuItem>
            ))}
          </TextField>
          <CommandButton type="submit" variant="outlined" pending={pending} disabled={reason === ''}>{translate('residents.reveal')}</CommandButton>
          <Typography variant="body2" color="textSecondary">{translate('cases.reveal_hint')}</Typography>
        </Box>
      )}
    </>
  );
}

function Person({ name, birthDate, sex, phone, nationality, guardian, identifiers }: Resident) {
  const translate = useTranslate();
  const words = useWords();
  const countryName = useCountryName();
  return (
    <Fields>
      <Field label={words('field', 'name')}>{name}</Field>
      <Field label={words('field', 'sex')}>{words('sex', sex)}</Field>
      <Field label={words('field', 'birthDate')}>{birthDate}</Field>
      <Field label={words('field', 'identifier')}>{identifiers.length > 0 && identifiers.map(({ type, number }) => <div key={`${type} ${number}`}>{words('idType', type)} {number}</div>)}</Field>
      <Field label={words('field', 'phone')}>{phone}</Field>
      <Field label={translate('residents.nationality')}>{nationality && countryName(nationality)}</Field>
      <Field label={translate('residents.guardian')}>{guardian && `${words('relation', guardian.relation)} ${guardian.name} · ${words('idType', guardian.document.type)} ${guardian.document.number}`}</Field>
    </Fields>
  );
}
