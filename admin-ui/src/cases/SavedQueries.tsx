import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { useGetList, useListContext, useTranslate } from 'react-admin';
import { countText } from '../layout/count-text.js';
import { LoadError } from '../layout/LoadError.js';
import { queryOptions } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { CaseFilter } from './case-filter.js';
import { ManageQueries } from './ManageQueries.js';
import type { SavedQuery } from './rows.js';
import { SaveQuery } from './SaveQuery.js';
import { countOf, isSame, toApply, toSave } from './saved-query.js';
import { useCaseCounts } from './use-case-counts.js';

/** The reader's own filters over the list: a click lists by one. */
export function SavedQueries() {
  const translate = useTranslate();
  const isOfSites = (useSignedIn().identity?.siteIds ?? []).length > 0;
  const { filterValues, setFilters } = useListContext();
  const shown = filterValues as CaseFilter;
  const counted = useCaseCounts(shown);
  const { data: queries = [], error, refetch } = useGetList<SavedQuery>('savedQueries', {}, queryOptions);
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const toKeep = toSave(shown);
  const close = () => setOpen(null);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <Box component="section" aria-label={translate('queries.title')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2, alignItems: 'center' }}>
      {queries.map(({ id, name, filter }) => {
        const applied = toApply(filter, shown, isOfSites);
        const [isShown, count] = [isSame(applied, shown), countOf(applied, shown, counted)];
        return (
          <Chip
            key={id} component="button" type="button" clickable aria-pressed={isShown} color={isShown ? 'primary' : 'default'} variant={isShown ? 'filled' : 'outlined'} onClick={() => setFilters(applied, {})}
            label={count === null ? name : translate('cases.counted', { queue: name, count: countText(count) })}
          />
        );
      })}
      <Button size="small" disabled={toKeep === null} aria-haspopup="dialog" onClick={() => setOpen('save')}>{translate('queries.save')}</Button>
      {queries.length > 0 && <Button size="small" aria-haspopup="dialog" onClick={() => setOpen('manage')}>{translate('queries.manage')}</Button>}
      {open === 'save' && toKeep && <SaveQuery filter={toKeep} onClose={close} />}
      {open === 'manage' && <ManageQueries queries={queries} onClose={close} />}
    </Box>
  );
}
