import Alert from '@mui/material/Alert';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdministrationProvider } from '../administration-api.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { ChangedMeanwhile } from '../layout/ChangedMeanwhile.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field, Fields } from '../layout/Fields.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import { draftOf, siteOf } from './draft.js';
import { SiteInputs } from './SiteInputs.js';
import type { RegisteredSite } from './rows.js';

/** Sends what was typed on the version that it was typed over: whoever was slower is told, and reads what there is now. */
export function SiteForm({ site }: { site: RegisteredSite }) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdministrationProvider>();
  const [{ version, draft, saved }, setForm] = useState({ version: site.version, draft: draftOf(site), saved: false });
  const { pending, error, run } = useCommand();
  const begin = (from: RegisteredSite, done: boolean) => setForm({ version: from.version, draft: draftOf(from), saved: done });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const changed = await run(() => api.changeSite(site.id, { ...siteOf(draft), version }));
    if (changed) begin(changed, true);
  };
  const reload = async () => {
    const now = await run(() => api.getOne<RegisteredSite>('siteRegister', { id: site.id }));
    if (now) begin(now.data, false);
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Fields narrow>
        <Field label={translate('resources.siteRegister.fields.areaCode')}>{site.areaCode}</Field>
        <Field label={translate('resources.siteRegister.fields.registry')}>{words('registry', site.registry)}</Field>
      </Fields>
      <p>{translate('site.stays')}</p>
      <SiteInputs value={draft} faults={fieldFaults(error)} onChange={(part) => setForm({ version, draft: { ...draft, ...part }, saved: false })} />
      <ChangedMeanwhile error={error} onReload={() => void reload()} />
      <div role="status">{saved && <Alert severity="success" sx={{ my: 1, maxWidth: 720 }}>{translate('site.saved')}</Alert>}</div>
      <CommandButton type="submit" variant="contained" pending={pending} sx={{ my: 2 }}>{translate('site.save')}</CommandButton>
    </form>
  );
}
