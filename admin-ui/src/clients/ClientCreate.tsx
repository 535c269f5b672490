import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useCreatePath, useDataProvider, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { CLIENT_KINDS, type ClientKind } from '../../../domain/access/clients.js';
import type { AdministrationProvider } from '../administration-api.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { ChangedMeanwhile } from '../layout/ChangedMeanwhile.js';
import { CommandButton } from '../layout/CommandButton.js';
import { PageHeading } from '../layout/PageHeading.js';
import { useCommand } from '../layout/use-command.js';
import { useFault } from '../layout/use-fault.js';
import { useWords } from '../layout/use-words.js';
import { GrantInputs, nothing } from './GrantInputs.js';
import { KeyInput } from './KeyInput.js';
import { usePastedKey } from './use-pasted-key.js';

const shrunk = { inputLabel: { shrink: true } };

/** Registers a machine client with its public key. */
export function ClientCreate() {
  const translate = useTranslate();
  const words = useWords();
  const navigate = useNavigate();
  const createPath = useCreatePath();
  const api = useDataProvider<AdministrationProvider>();
  const [{ id, kind }, setWho] = useState<{ id: string; kind: ClientKind }>({ id: '', kind: 'site-client' });
  const [grant, setGrant] = useState(nothing);
  const key = usePastedKey();
  const { pending, error, run } = useCommand();
  const faults = { ...fieldFaults(error), ...key.faults };
  const fault = useFault(faults);
  const label = (field: string) => translate(`resources.clients.fields.${field}`);
  const register = async (event: FormEvent) => {
    event.preventDefault();
    const jwk = key.read();
    const client = jwk && (await run(() => api.registerClient({ id: id.trim(), kind, ...grant, jwk })));
    if (client) void navigate(createPath({ resource: 'clients', type: 'edit', id: client.id }));
  };
  return (
    <>
      <PageHeading resource="clients" back={translate('client.back')} title={translate('client.create')} />
      <form onSubmit={(event) => void register(event)} noValidate>
        <Box sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
          <TextField required label={label('id')} value={id} onChange={(event) => setWho({ id: event.target.value, kind })} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off' }, ...shrunk }} {...fault('id', translate('client.id_hint'))} />
          <TextField
            select required label={label('kind')} value={kind} slotProps={shrunk} {...fault('kind', translate(`client.about_${kind}`))}
            onChange={(event) => {
              setWho({ id, kind: event.target.value as ClientKind });
              setGrant({ ...grant, areaCode: null, siteIds: [] });
            }}
          >
            {CLIENT_KINDS.map((one) => (
              <MenuItem key={one} value={one}>{words('clientKind', one)}</MenuItem>
            ))}
          </TextField>
          <GrantInputs kind={kind} value={grant} faults={faults} onChange={(part) => setGrant({ ...grant, ...part })} />
          <KeyInput value={key.text} fault={fault('jwk', translate('client.key_hint'))} onChange={key.setText} />
        </Box>
        <ChangedMeanwhile error={error} onReload={() => undefined} />
        <CommandButton type="submit" variant="contained" pending={pending} sx={{ my: 2 }}>{translate('client.register')}</CommandButton>
      </form>
    </>
  );
}
