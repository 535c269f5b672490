import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdministrationProvider } from '../administration-api.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { worksAtDesk } from '../../../domain/access/roles.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { ShownOnce } from '../layout/ShownOnce.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import { PostingInputs, type Posting } from './PostingInputs.js';
import type { RegisteredPerson } from './rows.js';

/** `closed`: it is only read. */
export function PersonForm({ person, closed }: { person: RegisteredPerson; closed: boolean }) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdministrationProvider>();
  const { name, roles, areaCode, siteIds, validFrom, validUntil, status } = person;
  const kept: Posting = { name, roles, areaCode, siteIds, validFrom, validUntil };
  const [posting, setPosting] = useState(kept);
  const [said, setSaid] = useState<{ saved?: string; password?: string }>({});
  const { pending, error, run } = useCommand();
  const faults = fieldFaults(error);
  /** Revoking and restoring take nothing along that was typed and not saved. */
  const change = async (next: RegisteredPerson['status'], what: Posting) => {
    setSaid({});
    const changed = await run(() => api.changePerson(person.id, { ...what, status: next }));
    if (changed) setSaid({ saved: translate(next === 'revoked' ? 'staff.revoked' : 'staff.saved') });
  };
  const anotherPassword = async () => {
    setSaid({});
    const given = await run(() => api.setPassword(person.id));
    if (given?.password) setSaid({ password: given.password });
  };
  const clearPin = async () => {
    setSaid({});
    const done = await run(() => api.clearPin(person.id));
    if (done) setSaid({ saved: translate(done.cleared ? 'pin.cleared' : 'pin.had_none') });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change(status, posting);
  };
  return (
    <form onSubmit={save} noValidate>
      <p>{words('personStatus', status)} · {person.username ?? person.subject}</p>
      <PostingInputs value={posting} faults={faults} onChange={(part) => setPosting({ ...posting, ...part })} />
      {Object.keys(faults).length > 0 ? <div role="alert">{translate('staff.see_fields')}</div> : <CommandError error={error} />}
      <div role="status">{said.saved && <Alert severity="success" sx={{ my: 1, maxWidth: 560 }}>{said.saved}</Alert>}</div>
      {said.password && <ShownOnce title={translate('staff.password_of', { name: person.name })} secret={said.password} hint={translate('staff.password_once')} />}
      {!closed && (
        <Stack direction="row" spacing={1} sx={{ my: 2 }}>
          <CommandButton type="submit" variant="contained" pending={pending}>{translate('staff.save')}</CommandButton>
          <CommandButton variant="outlined" pending={pending} onClick={() => void change(status === 'active' ? 'revoked' : 'active', kept)}>{translate(status === 'active' ? 'staff.revoke' : 'staff.restore')}</CommandButton>
          {person.username !== null && <CommandButton variant="outlined" pending={pending} onClick={() => void anotherPassword()}>{translate('staff.set_password')}</CommandButton>}
          {worksAtDesk(roles) && <CommandButton variant="outlined" pending={pending} onClick={() => void clearPin()}>{translate('pin.clear')}</CommandButton>}
        </Stack>
      )}
    </form>
  );
}
