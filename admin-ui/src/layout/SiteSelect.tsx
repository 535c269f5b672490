import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList, useTranslate } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { queryOptions } from './query-options.js';
import { useSiteName } from './use-site-name.js';
import { useSignedIn } from './use-signed-in.js';

const MOST_SITES = 200; // the largest page of the API

/** One of the sites that the reader may see, or all of them; whoever works at sites chooses among those. */
export function SiteSelect({ value, onChange }: { value: string; onChange: (siteId: string) => void }) {
  const translate = useTranslate();
  const nameOf = useSiteName();
  const own = useSignedIn().identity?.siteIds ?? [];
  const { data: sites = [], pageInfo } = useGetList<Site>('sites', { pagination: { page: 1, perPage: MOST_SITES } }, queryOptions);
  const data = own.length > 0 ? sites.filter(({ id }) => own.includes(id)) : sites;
  const listed = data.some(({ id }) => id === value) ? value : '';
  return (
    <TextField
      select fullWidth={false} size="small" label={translate('resources.sites.one')} value={listed} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 240 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} helperText={pageInfo?.hasNextPage ? translate('list.first_sites', { count: MOST_SITES }) : ' '}
    >
      {own.length === 0 ? <MenuItem value="">{translate('list.all_sites')}</MenuItem> : null}
      {data.map((site) => (
        <MenuItem key={site.id} value={site.id}>
          {nameOf(site)}
        </MenuItem>
      ))}
    </TextField>
  );
}
