import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useCreatePath, useDataProvider, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { REGISTRIES } from '../../../domain/systems/systems.js';
import type { AdministrationProvider } from '../administration-api.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { ChangedMeanwhile } from '../layout/ChangedMeanwhile.js';
import { CommandButton } from '../layout/CommandButton.js';
import { PageHeading } from '../layout/PageHeading.js';
import { useCommand } from '../layout/use-command.js';
import { useFault } from '../layout/use-fault.js';
import { useWords } from '../layout/use-words.js';
import { emptySite, siteOf } from './draft.js';
import { SiteInputs } from './SiteInputs.js';
import type { NewSite } from './rows.js';

const shrunk = { inputLabel: { shrink: true } };

/** Registers a site; where it lies and which registry it belongs to is said here and stays. */
export function SiteCreate() {
  const translate = useTranslate();
  const words = useWords();
  const navigate = useNavigate();
  const createPath = useCreatePath();
  const api = useDataProvider<AdministrationProvider>();
  const [draft, setDraft] = useState(emptySite);
  const [place, setPlace] = useState<Pick<NewSite, 'areaCode' | 'registry'>>({ areaCode: '', registry: REGISTRIES[0] });
  const { pending, error, run } = useCommand();
  const faults = fieldFaults(error);
  const fault = useFault(faults);
  const label = (field: string) => translate(`resources.siteRegister.fields.${field}`);
  const register = async (event: FormEvent) => {
    event.preventDefault();
    const site = await run(() => api.registerSite({ ...siteOf(draft), ...place, areaCode: place.areaCode.trim() }));
    if (site) void navigate(createPath({ resource: 'siteRegister', type: 'edit', id: site.id }));
  };
  return (
    <>
      <PageHeading resource="siteRegister" back={translate('site.back')} title={translate('site.create')} />
      <form onSubmit={(event) => void register(event)} noValidate>
        <Box sx={{ display: 'grid', gap: 1, maxWidth: 720, mb: 1 }}>
          <TextField required label={label('areaCode')} value={place.areaCode} onChange={(event) => setPlace({ ...place, areaCode: event.target.value })} slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 }, ...shrunk }} {...fault('areaCode', translate('site.area_hint'))} />
          <TextField select required label={label('registry')} value={place.registry} onChange={(event) => setPlace({ ...place, registry: event.target.value as NewSite['registry'] })} slotProps={shrunk} {...fault('registry', translate('site.stays'))}>
            {REGISTRIES.map((registry) => (
              <MenuItem key={registry} value={registry}>{words('registry', registry)}</MenuItem>
            ))}
          </TextField>
        </Box>
        <SiteInputs value={draft} faults={faults} onChange={(part) => setDraft({ ...draft, ...part })} />
        <ChangedMeanwhile error={error} onReload={() => undefined} />
        <CommandButton type="submit" variant="contained" pending={pending} sx={{ my: 2 }}>{translate('site.register')}</CommandButton>
      </form>
    </>
  );
}
