import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdministrationProvider } from '../administration-api.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { ChangedMeanwhile } from '../layout/ChangedMeanwhile.js';
import { CommandButton } from '../layout/CommandButton.js';
import { useCommand } from '../layout/use-command.js';
import { GrantInputs, type Grant } from './GrantInputs.js';
import type { RegisteredClient } from './rows.js';

const grantOf = ({ name, areaCode, siteIds, scopes, validUntil }: RegisteredClient): Grant => ({ name, areaCode, siteIds, scopes, validUntil });

/** Changes what a client may, on the version that it was typed over: whoever was slower is told, and reads what there is now. */
export function ClientForm({ client }: { client: RegisteredClient }) {
  const translate = useTranslate();
  const api = useDataProvider<AdministrationProvider>();
  const [{ version, grant, saved }, setForm] = useState({ version: client.version, grant: grantOf(client), saved: false });
  const { pending, error, run } = useCommand();
  const begin = (from: RegisteredClient, done: boolean) => setForm({ version: from.version, grant: grantOf(from), saved: done });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const changed = await run(() => api.changeClient(client.id, { ...grant, version }));
    if (changed) begin(changed, true);
  };
  const reload = async () => {
    const now = await run(() => api.getOne<RegisteredClient>('clients', { id: client.id }));
    if (now) begin(now.data, false);
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Box sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
        <GrantInputs kind={client.kind} value={grant} faults={fieldFaults(error)} onChange={(part) => setForm({ version, grant: { ...grant, ...part }, saved: false })} />
      </Box>
      <ChangedMeanwhile error={error} onReload={() => void reload()} />
      <div role="status">{saved && <Alert severity="success" sx={{ my: 1, maxWidth: 720 }}>{translate('client.saved')}</Alert>}</div>
      <CommandButton type="submit" variant="contained" pending={pending} sx={{ my: 1 }}>{translate('client.save')}</CommandButton>
    </form>
  );
}
