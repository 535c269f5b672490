import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { ROLES } from '../../../domain/access/roles.js';
import { SitesInput } from '../layout/SitesInput.js';
import { useFault } from '../layout/use-fault.js';
import type { PersonChange } from './rows.js';

export type Posting = Omit<PersonChange, 'status'>;

const shrunk = { inputLabel: { shrink: true } };
const multiple = { select: { multiple: true }, ...shrunk };

type Props = { value: Posting; faults: Record<string, string>; onChange: (part: Partial<Posting>) => void };

/** What somebody may, where and when; each field says what is wrong with it. */
export function PostingInputs({ value, faults, onChange }: Props) {
  const translate = useTranslate();
  const fault = useFault(faults);
  const label = (field: string) => translate(`resources.staff.fields.${field}`);
  const listed = (chosen: unknown) => chosen as string[];
  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 560 }}>
      <TextField required label={label('name')} value={value.name} onChange={(event) => onChange({ name: event.target.value })} slotProps={{ htmlInput: { maxLength: 100 }, ...shrunk }} {...fault('name')} />
      <TextField select required label={label('roles')} value={value.roles} onChange={(event) => onChange({ roles: listed(event.target.value) as Posting['roles'] })} slotProps={multiple} {...fault('roles', translate('staff.roles_hint'))}>
        {ROLES.map((role) => (
          <MenuItem key={role} value={role}>{translate(`roles.${role}`)}</MenuItem>
        ))}
      </TextField>
      <SitesInput label={label('siteIds')} value={value.siteIds} fault={fault('siteIds', translate('staff.sites_hint'))} onChange={(siteIds) => onChange({ siteIds })} />
      <TextField label={label('areaCode')} value={value.areaCode ?? ''} onChange={(event) => onChange({ areaCode: event.target.value.trim() || null })} slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 }, ...shrunk }} {...fault('areaCode', translate('staff.area_hint'))} />
      <TextField type="date" required label={label('validFrom')} value={value.validFrom} onChange={(event) => onChange({ validFrom: event.target.value })} slotProps={shrunk} {...fault('validFrom')} />
      <TextField type="date" label={label('validUntil')} value={value.validUntil ?? ''} onChange={(event) => onChange({ validUntil: event.target.value || null })} slotProps={shrunk} {...fault('validUntil', translate('staff.until_hint'))} />
    </Box>
  );
}
