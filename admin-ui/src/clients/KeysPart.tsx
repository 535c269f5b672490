import Box from '@mui/material/Box';
import { useState, type FormEvent } from 'react';
import { Confirm, useDataProvider, useTranslate } from 'react-admin';
import type { AdministrationProvider } from '../administration-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { CommandError } from '../layout/CommandError.js';
import { Part } from '../layout/Part.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useCommand } from '../layout/use-command.js';
import { useFault } from '../layout/use-fault.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { KeyInput } from './KeyInput.js';
import type { RegisteredClient, RegisteredKey } from './rows.js';
import { usePastedKey } from './use-pasted-key.js';

/** Keys of a client: the next is added while the former still counts, and the former then retires for good. */
export function KeysPart({ client: { id, version, keys, status } }: { client: RegisteredClient }) {
  const translate = useTranslate();
  const api = useDataProvider<AdministrationProvider>();
  const [leaving, setLeaving] = useState<RegisteredKey | null>(null);
  const pasted = usePastedKey();
  const { pending, error, run } = useCommand();
  const faults = { ...fieldFaults(error), ...pasted.faults };
  const fault = useFault(faults);
  const isOpen = status === 'active';
  const inForce = keys.filter(({ retiredAt }) => retiredAt === null).length;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const jwk = pasted.read();
    if (jwk && (await run(() => api.addClientKey(id, { jwk, version })))) pasted.setText('');
  };
  const retire = async ({ thumbprint }: RegisteredKey) => {
    setLeaving(null);
    await run(() => api.retireClientKey(id, { thumbprint, version }));
  };
  const label = (field: string) => translate(`client.${field}`);
  return (
    <Part title={label('keys')}>
      <PlainTable
        rows={keys} keyOf={({ thumbprint }) => thumbprint}
        columns={[
          { label: label('kid'), show: ({ kid }) => kid },
          { label: label('alg'), show: ({ alg }) => alg, brief: true },
          { label: label('thumbprint'), show: ({ thumbprint }) => <code>{thumbprint}</code>, brief: true },
          { label: label('added_at'), show: ({ addedAt }) => shanghaiTime(addedAt), brief: true },
          { label: label('retired_at'), show: (key) => (key.retiredAt === null ? isOpen && inForce > 1 && <CommandButton size="small" pending={pending} aria-label={`${label('retire')} ${key.kid}`} onClick={() => setLeaving(key)}>{label('retire')}</CommandButton> : shanghaiTime(key.retiredAt)), brief: true },
        ]}
      />
      {Object.keys(faults).length === 0 && <CommandError error={error} />}
      {isOpen && (
        <Box component="form" aria-label={label('add_key')} onSubmit={(event) => void add(event)} noValidate sx={{ mt: 2, maxWidth: 720 }}>
          <KeyInput value={pasted.text} fault={fault('jwk', label('key_hint'))} onChange={pasted.setText} />
          <CommandButton type="submit" variant="outlined" pending={pending} sx={{ mt: 1 }}>{label('add_key')}</CommandButton>
        </Box>
      )}
      {leaving && <Confirm isOpen title={`${label('retire')} · ${leaving.kid}`} content={label('about_retire')} confirm={label('retire')} onConfirm={() => void retire(leaving)} onClose={() => setLeaving(null)} />}
    </Part>
  );
}
