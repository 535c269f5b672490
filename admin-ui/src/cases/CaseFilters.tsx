import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useListContext, useTranslate } from 'react-admin';
import { CASE_KINDS } from '../../../domain/cases/kinds.js';
import { CASE_NEEDS } from '../../../domain/cases/needs.js';
import { OPEN_QUEUES } from '../../../domain/cases/queue.js';
import { countText } from '../layout/count-text.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { useWords } from '../layout/use-words.js';
import { withChoice, type CaseFilter } from './case-filter.js';
import { useCaseCounts, type CaseCount } from './use-case-counts.js';

/** A site, why somebody is needed, a kind, a queue: what the contract offers, with how many cases stand in each. */
export function CaseFilters() {
  const translate = useTranslate();
  const words = useWords();
  const { filterValues, setFilters } = useListContext();
  const filter = filterValues as CaseFilter;
  const { counts = [], needs = [] } = useCaseCounts(filter);
  const choose = (part: keyof CaseFilter) => (chosen: string) => setFilters(withChoice(filter, part, chosen), {});
  const countOf = (isOne: (count: CaseCount) => boolean) => counts.filter(isOne).reduce((sum, { count }) => sum + count, 0);
  const option = (name: string, count: number) => translate('cases.counted', { queue: name, count: countText(count) });
  return (
    <Box component="section" aria-label={translate('list.filters')} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mb: 2 }}>
      <SiteSelect value={filter.siteId ?? ''} onChange={choose('siteId')} />
      <Choice
        label={translate('resources.cases.fields.need')} all={translate('cases.any_need')} value={filter.need ?? ''} onChange={choose('need')}
        options={CASE_NEEDS.map((need) => [need, option(words('need', need), needs.find((count) => count.need === need)?.count ?? 0)])}
      />
      <Choice
        label={translate('resources.cases.fields.kind')} all={translate('cases.any_kind')} value={filter.kind ?? ''} onChange={choose('kind')}
        options={CASE_KINDS.map((kind) => [kind, option(words('kind', kind), countOf((count) => count.kind === kind && (!filter.queue || count.queue === filter.queue)))])}
      />
      <Choice
        label={translate('resources.cases.fields.queue')} all={translate('cases.any_queue')} value={filter.queue ?? ''} onChange={choose('queue')}
        options={OPEN_QUEUES.map((queue) => [queue, option(words('queue', queue), countOf((count) => count.queue === queue && (!filter.kind || count.kind === filter.kind)))])}
      />
      {filter.area && <Chosen text={translate('queries.in_area', { area: filter.area })} onClear={() => choose('area')('')} />}
      {filter.number && <Chosen text={translate('queries.numbered', { number: filter.number })} onClear={() => choose('number')('')} />}
    </Box>
  );
}

/** What no field above shows: a click or Enter takes it back. */
function Chosen({ text, onClear }: { text: string; onClear: () => void }) {
  const translate = useTranslate();
  return <Chip component="button" type="button" label={`${text} ✕`} aria-label={translate('queries.without', { text })} onClick={onClear} sx={{ mt: 0.5 }} />;
}

type ChoiceProps = { label: string; all: string; value: string; options: [value: string, text: string][]; onChange: (value: string) => void };

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <TextField
      select fullWidth={false} size="small" label={label} value={value} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 200 }} helperText=" "
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{all}</MenuItem>
      {options.map(([one, text]) => (
        <MenuItem key={one} value={one}>{text}</MenuItem>
      ))}
    </TextField>
  );
}
