import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { SCOPES } from '../../../contracts/scopes.js';
import type { ClientKind } from '../../../domain/access/clients.js';
import { SitesInput } from '../layout/SitesInput.js';
import { useFault } from '../layout/use-fault.js';
import { useWords } from '../layout/use-words.js';
import type { ClientChange } from './rows.js';

export type Grant = Omit<ClientChange, 'version'>;
export const nothing = (): Grant => ({ name: '', areaCode: null, siteIds: [], scopes: [], validUntil: null });

const shrunk = { inputLabel: { shrink: true } };
const multiple = { select: { multiple: true }, ...shrunk };

type Props = { kind: ClientKind; value: Grant; faults: Record<string, string>; onChange: (part: Partial<Grant>) => void };

/** What a client may, where and until when; a kind is asked for no place that it does not have. */
export function GrantInputs({ kind, value, faults, onChange }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const fault = useFault(faults);
  const label = (field: string) => translate(`resources.clients.fields.${field}`);
  return (
    <>
      <TextField required label={label('name')} value={value.name} onChange={(event) => onChange({ name: event.target.value })} slotProps={{ htmlInput: { maxLength: 100 }, ...shrunk }} {...fault('name')} />
      {kind === 'site-client' && <SitesInput label={label('siteIds')} value={value.siteIds} fault={fault('siteIds', translate('client.sites_hint'))} onChange={(siteIds) => onChange({ siteIds })} />}
      {kind === 'operator' && (
        <TextField required label={label('areaCode')} value={value.areaCode ?? ''} onChange={(event) => onChange({ areaCode: event.target.value.trim() || null })} slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 }, ...shrunk }} {...fault('areaCode', translate('client.area_hint'))} />
      )}
      <TextField select required label={label('scopes')} value={value.scopes} onChange={(event) => onChange({ scopes: event.target.value as unknown as Grant['scopes'] })} slotProps={multiple} {...fault('scopes', translate('client.scopes_hint'))}>
        {SCOPES.map((scope) => (
          <MenuItem key={scope} value={scope}>{words('scope', scope)} ({scope})</MenuItem>
        ))}
      </TextField>
      <TextField type="date" label={label('validUntil')} value={value.validUntil ?? ''} onChange={(event) => onChange({ validUntil: event.target.value || null })} slotProps={shrunk} {...fault('validUntil', translate('client.until_hint'))} />
    </>
  );
}
