import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { STATION_KINDS } from '../../../domain/sites/site-plan.js';
import { useWords } from '../layout/use-words.js';
import type { SiteDraft } from './draft.js';

type Stations = SiteDraft['stations'];
type Props = { value: Stations; fault: { error: boolean; helperText: string }; onChange: (stations: Stations) => void };

const shrunk = { inputLabel: { shrink: true } };
const multiple = { select: { multiple: true }, ...shrunk };

/** The station plan: each desk by its code, and what it is for. */
export function StationsInput({ value, fault, onChange }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const put = (at: number, part: Partial<Stations[number]>) => onChange(value.map((station, n) => (n === at ? { ...station, ...part } : station)));
  const numbered = (field: string, n: number) => `${translate(`site.${field}`)} ${n + 1}`;
  return (
    <Box component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <legend>{translate('resources.siteRegister.fields.stations')}</legend>
      {value.map(({ code, kinds }, n) => (
        <Box key={n} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
          <TextField fullWidth={false} size="small" label={numbered('station', n)} value={code} onChange={(event) => put(n, { code: event.target.value })} slotProps={{ htmlInput: { maxLength: 64 }, ...shrunk }} />
          <TextField
            select fullWidth={false} size="small" label={numbered('station_for', n)} value={kinds} sx={{ minWidth: 260 }} slotProps={multiple}
            onChange={(event) => put(n, { kinds: event.target.value as unknown as Stations[number]['kinds'] })}
          >
            {STATION_KINDS.map((kind) => (
              <MenuItem key={kind} value={kind}>{words('stationKind', kind)}</MenuItem>
            ))}
          </TextField>
          <Button size="small" aria-label={numbered('remove_station', n)} onClick={() => onChange(value.filter((_, other) => other !== n))}>{translate('site.remove')}</Button>
        </Box>
      ))}
      <Button size="small" onClick={() => onChange([...value, { code: '', kinds: [] }])}>{translate('site.add_station')}</Button>
      <FormHelperText error={fault.error}>{fault.helperText}</FormHelperText>
    </Box>
  );
}
