import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useFault } from '../layout/use-fault.js';
import type { SiteDraft } from './draft.js';
import { HoursInput } from './HoursInput.js';
import { StationsInput } from './StationsInput.js';

const shrunk = { inputLabel: { shrink: true } };

type Props = { value: SiteDraft; faults: Record<string, string>; onChange: (part: Partial<SiteDraft>) => void };

/** What may change of a site; each field says what is wrong with it. */
export function SiteInputs({ value, faults, onChange }: Props) {
  const translate = useTranslate();
  const fault = useFault(faults);
  const label = (field: string) => translate(`resources.siteRegister.fields.${field}`);
  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
      <TextField required label={label('code')} value={value.code} onChange={(event) => onChange({ code: event.target.value })} slotProps={{ htmlInput: { maxLength: 32 }, ...shrunk }} {...fault('code', translate('site.code_hint'))} />
      <TextField required label={label('zh')} value={value.zh} onChange={(event) => onChange({ zh: event.target.value })} slotProps={{ htmlInput: { maxLength: 100 }, ...shrunk }} {...fault('name')} />
      <TextField label={label('en')} value={value.en} onChange={(event) => onChange({ en: event.target.value })} slotProps={{ htmlInput: { maxLength: 100, lang: 'en' }, ...shrunk }} helperText={translate('site.en_hint')} />
      <TextField label={label('address')} value={value.address} onChange={(event) => onChange({ address: event.target.value })} slotProps={{ htmlInput: { maxLength: 200 }, ...shrunk }} {...fault('address')} />
      <TextField type="date" label={label('switchedOnOn')} value={value.switchedOnOn ?? ''} onChange={(event) => onChange({ switchedOnOn: event.target.value || null })} slotProps={shrunk} {...fault('switchedOnOn', translate('site.on_hint'))} />
      <TextField type="date" label={label('switchedOffOn')} value={value.switchedOffOn ?? ''} onChange={(event) => onChange({ switchedOffOn: event.target.value || null })} slotProps={shrunk} {...fault('switchedOffOn', translate('site.off_hint'))} />
      <StationsInput value={value.stations} fault={fault('stations', translate('site.stations_hint'))} onChange={(stations) => onChange({ stations })} />
      <HoursInput value={value.hours} fault={fault('hours', translate('site.hours_hint'))} onChange={(hours) => onChange({ hours })} />
    </Box>
  );
}
