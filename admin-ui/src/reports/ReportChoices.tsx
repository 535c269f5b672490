import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useTranslate } from 'react-admin';
import { REPORTS, type Grouping, type Report } from '../../../domain/reports/reports.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { today } from '../../../ui/shanghai-time.js';
import { choose, isWhole, rulesOf, type ReportChoice } from './report-choice.js';
import { useDoseNames } from './use-dose-names.js';

const shrunk = { inputLabel: { shrink: true } };
/** From 1200 px on: what is chosen from gives way, days keep their width. */
const inOneLine = { display: 'flex', flexWrap: { xs: 'wrap', lg: 'nowrap' }, columnGap: 1.5, alignItems: 'flex-start', '& > .MuiTextField-root': { minWidth: { xs: 150, lg: 0 }, flex: { lg: '1 1 0' } }, '& > :has(input[type=date])': { flex: { lg: '0 0 165px' } } };

/** What to count, where, of which days and by what; it is counted when it is asked for. */
export function ReportChoices({ asked, ask }: { asked: ReportChoice; ask: (choice: ReportChoice) => void }) {
  const translate = useTranslate();
  const [typed, setTyped] = useState(asked);
  const change = (part: Partial<ReportChoice>) => setTyped({ ...typed, ...part });
  const { groupings, range, mostDays, dose } = rulesOf(typed.name);
  const send = (event: FormEvent) => {
    event.preventDefault();
    ask(typed);
  };
  return (
    <Box component="form" aria-label={translate('reports.choices')} onSubmit={send} sx={{ mb: 2 }}>
      <Box sx={inOneLine}>
        <Choice label={translate('reports.report')} value={typed.name} options={REPORTS.map((name) => [name, translate(`reports.names.${name}`)])} onChange={(name) => setTyped(choose(typed, name as Report, today()))} />
        <Choice label={translate('reports.by')} value={typed.by} options={groupings.map((by) => [by, translate(`reports.groupings.${by}`)])} onChange={(by) => change({ by: by as Grouping })} />
        <SiteSelect value={typed.siteId} onChange={(siteId) => change({ siteId })} />
        {dose !== 'none' && <DoseChoice value={typed.dose} isOptional={dose === 'optional'} onChange={(chosen) => change({ dose: chosen })} />}
        <TextField type="date" required fullWidth={false} size="small" label={translate(`reports.from_${range}`)} value={typed.from} onChange={(event) => change({ from: event.target.value })} slotProps={shrunk} helperText=" " />
        <TextField
          type="date" required fullWidth={false} size="small" label={translate(`reports.to_${range}`)} value={typed.to} onChange={(event) => change({ to: event.target.value })} slotProps={shrunk}
          helperText={translate(typed.from > typed.to ? 'reports.wrong_order' : 'reports.most_days', { days: mostDays })}
        />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: { xs: 'wrap', sm: 'nowrap' }, gap: 2, alignItems: 'center' }}>
        <Button type="submit" variant="contained" disabled={!isWhole(typed)} sx={{ flexShrink: 0 }}>{translate('reports.count')}</Button>
        <Typography variant="body2" color="textSecondary">{translate(`reports.about.${typed.name}`)}</Typography>
      </Box>
    </Box>
  );
}

type ChoiceProps = { label: string; value: string; options: readonly (readonly [value: string, name: string])[]; onChange: (value: string) => void };

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <TextField select fullWidth={false} size="small" label={label} value={value} onChange={(event) => onChange(event.target.value)} sx={{ width: { sm: 190 } }} slotProps={{ select: { displayEmpty: true }, ...shrunk }} helperText=" ">
      {options.map(([option, name]) => <MenuItem key={option} value={option}>{name}</MenuItem>)}
    </TextField>
  );
}

function DoseChoice({ value, isOptional, onChange }: { value: string; isOptional: boolean; onChange: (dose: string) => void }) {
  const translate = useTranslate();
  const doses = useDoseNames();
  return <Choice label={translate('reports.dose')} value={doses.some(([dose]) => dose === value) ? value : ''} options={[['', translate(isOptional ? 'reports.every_dose' : 'reports.choose_dose')], ...doses]} onChange={onChange} />;
}
