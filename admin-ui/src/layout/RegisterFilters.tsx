import Box from '@mui/material/Box';
import { CreateButton, useListContext, useTranslate } from 'react-admin';
import { SiteSelect } from './SiteSelect.js';

/** Over a list of what is registered at sites: which site, and the way to one more. `create` is the text of that. */
export function RegisterFilters({ resource, create }: { resource: string; create: string }) {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const { siteId = '' } = filterValues as { siteId?: string };
  return (
    <Box component="section" aria-label={translate('list.filters')} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mb: 2, alignItems: 'center' }}>
      <SiteSelect value={siteId} onChange={(chosen) => setFilters(chosen ? { siteId: chosen } : {}, {})} />
      <CreateButton resource={resource} label={create} variant="contained" />
    </Box>
  );
}
