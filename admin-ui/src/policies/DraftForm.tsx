import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { useCreatePath, useDataProvider, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { LONGEST_TEXT } from '../cases/texts.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { PolicyProvider } from '../policies-api.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { DifferenceTable, FaultTable } from './PolicyTables.js';
import { faultsIn, instantOf, readDocument } from './read-draft.js';
import type { PolicyCheck, PolicyFault, PolicyRow } from './rows.js';

const shrunk = { inputLabel: { shrink: true } };
const textOf = (document: unknown) => JSON.stringify(document, null, 2);
const atMinute = (now: number) => shanghaiTime(now).slice(0, 16).replace(' ', 'T');

/** Edited or uploaded, checked without being kept, and then drafted for somebody else to approve. */
export function DraftForm({ policies }: { policies: readonly PolicyRow[] }) {
  const translate = useTranslate();
  const words = useWords();
  const navigate = useNavigate();
  const createPath = useCreatePath();
  const api = useDataProvider<PolicyProvider>();
  const file = useRef<HTMLInputElement>(null); // the button above it has the name and the focus
  const inForce = (name: string) => textOf(policies.find((policy) => policy.name === name)?.document);
  const [name, setName] = useState(policies[0]?.name ?? 'identity-tiers');
  const [text, setText] = useState(() => inForce(name));
  const [from, setFrom] = useState(() => atMinute(Date.now()));
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState<PolicyCheck | null>(null);
  const [unread, setUnread] = useState<PolicyFault[]>([]);
  const { pending, error, run } = useCommand();
  const refused = faultsIn(error);
  const faults = [...unread, ...(checked?.faults ?? []), ...(refused ?? [])];

  /** What is to be sent, or null when this page sees already that it cannot be. */
  const draft = () => {
    const [document, effectiveFrom] = [readDocument(text), instantOf(from)];
    setChecked(null);
    setUnread([...(document ? [] : [{ field: translate('policies.document'), rule: 'no-json-object' }]), ...(effectiveFrom === null ? [{ field: translate('policies.effective_from'), rule: 'no-time' }] : [])]);
    return document && effectiveFrom !== null ? { name, document, effectiveFrom } : null;
  };
  const check = async () => {
    const asked = draft();
    if (asked) setChecked(await run(() => api.checkPolicy(asked)));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const asked = draft();
    const kept = asked && (await run(() => api.draftPolicy({ ...asked, reason: reason.trim() })));
    if (kept) void navigate(createPath({ resource: 'policies', type: 'show', id: kept.id }));
  };
  const upload = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = target.files ?? [];
    if (chosen) setText(await chosen.text());
    target.value = ''; // the same file again is another upload
  };
  const choose = (chosen: typeof name) => {
    setName(chosen);
    setText(inForce(chosen));
    setChecked(null);
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack spacing={1} sx={{ maxWidth: 900 }}>
        <TextField select label={translate('policies.policy')} value={name} onChange={(event) => choose(event.target.value as typeof name)} slotProps={shrunk} helperText={translate('policies.begins_with')}>
          {policies.map((policy) => (
            <MenuItem key={policy.name} value={policy.name}>{words('policyName', policy.name)}</MenuItem>
          ))}
        </TextField>
        <Button variant="outlined" sx={{ alignSelf: 'start' }} onClick={() => file.current?.click()}>{translate('policies.upload')}</Button>
        <input ref={file} type="file" hidden accept="application/json,.json" onChange={(event) => void upload(event)} />
        <TextField multiline minRows={12} maxRows={30} required label={translate('policies.document')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } }, ...shrunk }} />
        <TextField type="datetime-local" required label={translate('policies.effective_from')} value={from} onChange={(event) => setFrom(event.target.value)} helperText={translate('policies.effective_hint')} slotProps={shrunk} sx={{ maxWidth: 420 }} />
        <TextField multiline required label={translate('policies.reason')} value={reason} onChange={(event) => setReason(event.target.value)} helperText={translate('policies.reason_hint')} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT }, ...shrunk }} />
      </Stack>
      {faults.length > 0 && <FaultTable faults={faults} />}
      {!refused && <CommandError error={error} />}
      <div role="status">{checked?.faults.length === 0 && <Alert severity="success" sx={{ my: 1, maxWidth: 900 }}>{translate('policies.good')}</Alert>}</div>
      {checked?.faults.length === 0 && <DifferenceTable {...checked} />}
      <Stack direction="row" spacing={1} sx={{ my: 2 }}>
        <Button variant="outlined" disabled={pending} onClick={() => void check()}>{translate('policies.check')}</Button>
        <Button type="submit" variant="contained" disabled={pending || reason.trim() === ''}>{translate('policies.save_draft')}</Button>
      </Stack>
    </form>
  );
}
