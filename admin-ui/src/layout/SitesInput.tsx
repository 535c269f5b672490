import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { queryOptions } from './query-options.js';
import { useSiteName } from './use-site-name.js';

const MOST_SITES = 200; // the largest page of the API
const slotProps = { select: { multiple: true }, inputLabel: { shrink: true } };

type Props = { label: string; value: readonly string[]; fault: { error: boolean; helperText: string }; onChange: (siteIds: string[]) => void };

/** Several sites, by name. */
export function SitesInput({ label, value, fault, onChange }: Props) {
  const nameOf = useSiteName();
  const { data: sites = [] } = useGetList<Site>('sites', { pagination: { page: 1, perPage: MOST_SITES } }, queryOptions);
  return (
    <TextField select label={label} value={sites.length > 0 ? value : []} onChange={(event) => onChange(event.target.value as unknown as string[])} slotProps={slotProps} {...fault}>
      {sites.map((site) => (
        <MenuItem key={site.id} value={site.id}>{nameOf(site)}</MenuItem>
      ))}
    </TextField>
  );
}
