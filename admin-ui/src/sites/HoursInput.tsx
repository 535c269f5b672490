import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useWeekday } from '../layout/use-weekday.js';
import type { SiteDraft } from './draft.js';

type Hours = SiteDraft['hours'];
type Props = { value: Hours; fault: { error: boolean; helperText: string }; onChange: (hours: Hours) => void };

const shrunk = { inputLabel: { shrink: true } };
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** Opening hours, a line for each time that the site opens in a week. */
export function HoursInput({ value, fault, onChange }: Props) {
  const translate = useTranslate();
  const nameOf = useWeekday();
  const put = (at: number, part: Partial<Hours[number]>) => onChange(value.map((line, n) => (n === at ? { ...line, ...part } : line)));
  const numbered = (field: string, n: number) => `${translate(`site.${field}`)} ${n + 1}`;
  /** After a line comes the next day at the same hours, as most sites have it. */
  const next = () => {
    const last = value.at(-1);
    return last ? { ...last, weekday: (last.weekday % 7) + 1 } : { weekday: 1, opensAt: '08:00', closesAt: '17:00' };
  };
  return (
    <Box component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <legend>{translate('resources.siteRegister.fields.hours')}</legend>
      {value.map(({ weekday, opensAt, closesAt }, n) => (
        <Box key={n} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
          <TextField select fullWidth={false} size="small" label={numbered('weekday', n)} value={weekday} onChange={(event) => put(n, { weekday: Number(event.target.value) })} slotProps={shrunk} sx={{ width: { sm: 140 } }}>
            {WEEKDAYS.map((day) => (
              <MenuItem key={day} value={day}>{nameOf(day)}</MenuItem>
            ))}
          </TextField>
          <TextField type="time" fullWidth={false} size="small" label={numbered('opens_at', n)} value={opensAt} onChange={(event) => put(n, { opensAt: event.target.value })} slotProps={shrunk} />
          <TextField type="time" fullWidth={false} size="small" label={numbered('closes_at', n)} value={closesAt} onChange={(event) => put(n, { closesAt: event.target.value })} slotProps={shrunk} />
          <Button size="small" aria-label={numbered('remove_hours', n)} onClick={() => onChange(value.filter((_, other) => other !== n))}>{translate('site.remove')}</Button>
        </Box>
      ))}
      <Button size="small" onClick={() => onChange([...value, next()])}>{translate('site.add_hours')}</Button>
      <FormHelperText error={fault.error}>{fault.helperText}</FormHelperText>
    </Box>
  );
}
