import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { JOURNEY_FLAGS } from '../../../domain/journey/flags.js';
import { STAGES } from '../../../domain/journey/stages.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { useWords } from '../layout/use-words.js';
import { today } from '../../../ui/shanghai-time.js';
import { atSite, inStage, isWholeDay, onDay, withFlag, type JourneyFilter } from './journey-filter.js';

/** Each change gives a combination that the contract offers. */
export function JourneyFilters() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const filter = filterValues as JourneyFilter;
  const change = (next: JourneyFilter) => setFilters(next, {});
  return (
    <Box component="section" aria-label={translate('list.filters')} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mb: 2 }}>
      <SiteSelect value={filter.siteId ?? ''} onChange={(siteId) => change(atSite(filter, siteId, today()))} />
      <DayField value={filter.day ?? ''} onChange={(day) => change(onDay(filter, day))} />
      <StageSelect value={filter.stage ?? ''} disabled={!filter.siteId} onChange={(stage) => change(inStage(filter, stage, today()))} />
      <FlagSelect value={filter.flag ?? ''} onChange={(flag) => change(withFlag(filter, flag, today()))} />
    </Box>
  );
}

type FieldProps = { value: string; onChange: (value: string) => void };

/** What is being typed is no date yet: the list follows once it is. */
function DayField({ value, onChange }: FieldProps) {
  const translate = useTranslate();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const type = (text: string) => {
    setTyped(text);
    if (isWholeDay(text)) onChange(text);
  };
  return (
    <TextField
      type="date" fullWidth={false} size="small" label={translate('resources.journeys.fields.day')} value={typed} onChange={(event) => type(event.target.value)} slotProps={{ inputLabel: { shrink: true } }}
      helperText={value ? ' ' : translate('list.stage_of_all_days')}
    />
  );
}

function StageSelect({ value, disabled, onChange }: FieldProps & { disabled: boolean }) {
  const translate = useTranslate();
  return (
    <TextField
      select fullWidth={false} size="small" label={translate('resources.journeys.fields.stage')} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 180 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true }, formHelperText: { disabled: false } }} helperText={disabled ? translate('list.stage_needs_site') : ' '}
    >
      <MenuItem value="">{translate('list.any_stage')}</MenuItem>
      {STAGES.map((stage) => (
        <MenuItem key={stage} value={stage}>
          {translate(`stages.${stage}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function FlagSelect({ value, onChange }: FieldProps) {
  const translate = useTranslate();
  const words = useWords();
  return (
    <TextField
      select fullWidth={false} size="small" label={translate('journey.flag')} value={value} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 180 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} helperText=" "
    >
      <MenuItem value="">{translate('journey.any_flag')}</MenuItem>
      {JOURNEY_FLAGS.map((flag) => (
        <MenuItem key={flag} value={flag}>{words('flag', flag)}</MenuItem>
      ))}
    </TextField>
  );
}
