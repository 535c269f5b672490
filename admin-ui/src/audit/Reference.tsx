import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useListContext, useTranslate } from 'react-admin';
import type { AuditFilter } from './audit-filter.js';

type Props = {
  kind: string;
  id: string | null;
  /** What else is known of it. */
  beside?: string | undefined;
  /** What narrows the list to all of the same; null where nothing does. */
  filter: Omit<AuditFilter, 'day'> | null;
};

/** Whom or what a row is about, by reference, and the way to all rows about the same. */
export function Reference({ kind, id, beside, filter }: Props) {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const { day } = filterValues as AuditFilter;
  return (
    <>
      <Typography variant="body2" component="span">{kind}</Typography>
      <Typography variant="caption" component="div" color="textSecondary" sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere', minWidth: 150, maxWidth: 290 }}>
        {[id, beside].filter(Boolean).join(' · ')}
      </Typography>
      {filter && (
        <Button size="small" sx={{ p: 0, minWidth: 0 }} aria-label={translate('audit.only_of', { name: `${kind} ${id ?? ''}` })} onClick={() => setFilters({ ...(day ? { day } : {}), ...filter }, {})}>
          {translate('audit.only')}
        </Button>
      )}
    </>
  );
}
