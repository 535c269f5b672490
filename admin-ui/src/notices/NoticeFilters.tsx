import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useListContext, useTranslate } from 'react-admin';
import { NOTICE_STATES } from '../../../domain/notices/delivery.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { useWords } from '../layout/use-words.js';
import type { NoticeFilter } from './notice-filter.js';

const shrunk = { inputLabel: { shrink: true } };

/** Site, day and state are chosen; channels and kinds are words of the policy in force, typed as the list shows them. */
export function NoticeFilters() {
  const translate = useTranslate();
  const words = useWords();
  const { filterValues, setFilters } = useListContext();
  const filter = filterValues as NoticeFilter;
  const change = (part: NoticeFilter) => setFilters({ ...filter, ...part }, {});
  const typed = (name: 'channel' | 'kind', hint: string) => (
    <TextField fullWidth={false} size="small" label={translate(`resources.notices.fields.${name}`)} value={filter[name] ?? ''} onChange={(event) => change({ [name]: event.target.value })} slotProps={shrunk} helperText={hint} sx={{ width: 160 }} />
  );
  return (
    <Box component="section" aria-label={translate('list.filters')} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mb: 2 }}>
      <SiteSelect value={filter.siteId ?? ''} onChange={(siteId) => change({ siteId })} />
      <TextField type="date" fullWidth={false} size="small" label={translate('notices.day')} value={filter.day ?? ''} onChange={(event) => change({ day: event.target.value })} slotProps={shrunk} helperText={translate('notices.day_hint')} />
      <TextField
        select fullWidth={false} size="small" label={translate('resources.notices.fields.state')} value={filter.state ?? ''} onChange={(event) => change({ state: event.target.value })} sx={{ minWidth: 180 }}
        slotProps={{ select: { displayEmpty: true }, ...shrunk }} helperText=" "
      >
        <MenuItem value="">{translate('notices.any_state')}</MenuItem>
        {NOTICE_STATES.map((state) => (
          <MenuItem key={state} value={state}>{words('noticeState', state)}</MenuItem>
        ))}
      </TextField>
      {typed('channel', translate('notices.such_as', { example: 'sms' }))}
      {typed('kind', translate('notices.such_as', { example: 'result-2022' }))}
    </Box>
  );
}
