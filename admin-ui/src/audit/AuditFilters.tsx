import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useState, type FormEvent } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import { isWhole, NARROWINGS, type AuditFilter, type Narrowing } from './audit-filter.js';

const OUTCOMES = ['refused', 'failed'] as const;
const shrunk = { inputLabel: { shrink: true } };

/** The day, and one more: each choice gives a combination that the contract offers. */
export function AuditFilters() {
  const translate = useTranslate();
  const words = useWords();
  const { filterValues, setFilters } = useListContext();
  const [typed, setTyped] = useState(filterValues as AuditFilter);
  useEffect(() => setTyped(filterValues as AuditFilter), [filterValues]);
  const { day = '', by, value = '', objectKind = '' } = typed;
  const change = (part: Partial<AuditFilter>) => setTyped({ ...typed, ...part });
  const choose = (chosen: string) => {
    const { by: _by, value: _value, objectKind: _kind, ...others } = typed;
    setTyped(chosen === '' ? others : { ...others, by: chosen as Narrowing, ...(chosen === 'outcome' ? { value: OUTCOMES[0] } : {}) });
  };
  const search = (event: FormEvent) => {
    event.preventDefault();
    setFilters(Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text !== '')), {});
  };
  return (
    <Box component="form" aria-label={translate('list.filters')} onSubmit={search} sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2, alignItems: 'center' }}>
      <TextField type="date" fullWidth={false} size="small" label={translate('audit.day')} value={day} onChange={(event) => change({ day: event.target.value })} slotProps={shrunk} helperText={translate('audit.day_hint')} />
      <TextField select fullWidth={false} size="small" label={translate('audit.by')} value={by ?? ''} onChange={(event) => choose(event.target.value)} sx={{ minWidth: 180 }} slotProps={{ select: { displayEmpty: true }, ...shrunk }}>
        <MenuItem value="">{translate('audit.by_nothing')}</MenuItem>
        {NARROWINGS.map((one) => (
          <MenuItem key={one} value={one}>{translate(`resources.audit.fields.${one}`)}</MenuItem>
        ))}
      </TextField>
      {by === 'object' && <TextField fullWidth={false} size="small" label={translate('audit.object_kind')} value={objectKind} onChange={(event) => change({ objectKind: event.target.value })} slotProps={shrunk} helperText="journey, case, person …" />}
      {by === 'outcome' && (
        <TextField select fullWidth={false} size="small" label={translate('resources.audit.fields.outcome')} value={value} onChange={(event) => change({ value: event.target.value })} sx={{ minWidth: 140 }} slotProps={shrunk}>
          {OUTCOMES.map((one) => (
            <MenuItem key={one} value={one}>{words('auditOutcome', one)}</MenuItem>
          ))}
        </TextField>
      )}
      {by !== undefined && by !== 'outcome' && (
        <TextField fullWidth={false} size="small" label={translate(`audit.value_${by}`)} value={value} onChange={(event) => change({ value: event.target.value })} sx={{ minWidth: 280 }} slotProps={shrunk} />
      )}
      <Button type="submit" variant="contained" disabled={!isWhole(typed)}>{translate('audit.search')}</Button>
    </Box>
  );
}
