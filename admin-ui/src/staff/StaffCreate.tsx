import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdministrationProvider } from '../administration-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { CommandError } from '../layout/CommandError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { ShownOnce } from '../layout/ShownOnce.js';
import { useCommand } from '../layout/use-command.js';
import { useFault } from '../layout/use-fault.js';
import { today } from '../../../ui/shanghai-time.js';
import { PostingInputs, type Posting } from './PostingInputs.js';
import type { PersonWithPassword } from './rows.js';

const nobody = (): Posting => ({ name: '', roles: [], areaCode: null, siteIds: [], validFrom: today(), validUntil: null });

/** Lets somebody sign in: with an account of ours, or as whom another login provider knows. */
export function StaffCreate() {
  const translate = useTranslate();
  const api = useDataProvider<AdministrationProvider>();
  const [posting, setPosting] = useState(nobody);
  const [{ username, subject }, setWho] = useState({ username: '', subject: '' });
  const [done, setDone] = useState<PersonWithPassword | null>(null);
  const { pending, error, run } = useCommand();
  const faults = fieldFaults(error);
  const fault = useFault(faults);
  const register = async (event: FormEvent) => {
    event.preventDefault();
    setDone(null);
    const given = await run(() => api.registerPerson({ ...posting, ...(username.trim() && { username: username.trim() }), ...(subject.trim() && { subject: subject.trim() }) }));
    if (!given) return;
    setDone(given);
    setPosting(nobody());
    setWho({ username: '', subject: '' });
  };
  return (
    <>
      <PageHeading resource="staff" back={translate('staff.back')} title={translate('staff.create')} />
      {done && (done.password === null ? <div role="status">{translate('staff.registered', { name: done.person.name })}</div> : <ShownOnce title={translate('staff.password_of', { name: done.person.name })} secret={done.password} hint={translate('staff.password_once')} />)}
      <form onSubmit={(event) => void register(event)} noValidate>
        <PostingInputs value={posting} faults={faults} onChange={(part) => setPosting({ ...posting, ...part })} />
        <TextField label={translate('staff.new_username')} value={username} onChange={(event) => setWho({ username: event.target.value, subject })} sx={{ maxWidth: 560 }} slotProps={{ htmlInput: { maxLength: 64, autoComplete: 'off' }, inputLabel: { shrink: true } }} {...fault('username', translate('staff.username_hint'))} />
        <TextField label={translate('staff.new_subject')} value={subject} onChange={(event) => setWho({ username, subject: event.target.value })} sx={{ maxWidth: 560 }} slotProps={{ htmlInput: { maxLength: 255, autoComplete: 'off' }, inputLabel: { shrink: true } }} {...fault('subject', translate('staff.subject_hint'))} />
        {Object.keys(faults).length > 0 ? <div role="alert">{translate('staff.see_fields')}</div> : <CommandError error={error} />}
        <CommandButton type="submit" variant="contained" pending={pending}>{translate('staff.register')}</CommandButton>
      </form>
    </>
  );
}
