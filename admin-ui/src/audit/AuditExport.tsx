import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useListContext, useTranslate } from 'react-admin';
import type { AuditProvider } from '../audit-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { saveFile } from '../layout/save-file.js';
import { useCommand } from '../layout/use-command.js';
import { today } from '../../../ui/shanghai-time.js';
import { toExportQuery, type AuditFilter } from './audit-filter.js';

const FORMATS = ['csv', 'ndjson'];
const shrunk = { inputLabel: { shrink: true } };

/** The rows of the filter above as a file, of a range of days; the audit itself says who took it. */
export function AuditExport() {
  const translate = useTranslate();
  const api = useDataProvider<AuditProvider>();
  const { filterValues } = useListContext();
  const [{ from, to, format }, setAsked] = useState({ from: today() as string, to: today() as string, format: 'csv' });
  const change = (part: Partial<{ from: string; to: string; format: string }>) => setAsked({ from, to, format, ...part });
  const { pending, error, run } = useCommand();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const file = await run(() => api.exportAudit(toExportQuery(filterValues as AuditFilter, { from, to }, format)));
    if (file) saveFile(file);
  };
  return (
    <Box component="form" aria-label={translate('audit.export')} onSubmit={(event) => void send(event)} sx={{ mb: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <TextField type="date" required fullWidth={false} size="small" label={translate('audit.from')} value={from} onChange={(event) => change({ from: event.target.value })} slotProps={shrunk} />
        <TextField type="date" required fullWidth={false} size="small" label={translate('audit.to')} value={to} onChange={(event) => change({ to: event.target.value })} slotProps={shrunk} />
        <TextField select fullWidth={false} size="small" label={translate('audit.format')} value={format} onChange={(event) => change({ format: event.target.value })} slotProps={shrunk} sx={{ minWidth: 120 }}>
          {FORMATS.map((one) => (
            <MenuItem key={one} value={one}>{one.toUpperCase()}</MenuItem>
          ))}
        </TextField>
        <CommandButton type="submit" variant="outlined" pending={pending}>{translate(pending ? 'audit.exporting' : 'audit.export')}</CommandButton>
      </Box>
      <CommandError error={error} />
    </Box>
  );
}
