import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { Link, useGetList, useTranslate } from 'react-admin';
import type { CaseNeed } from '../../../domain/cases/needs.js';
import type { CaseFilter } from '../cases/case-filter.js';
import type { Case } from '../cases/rows.js';
import { LoadError } from '../layout/LoadError.js';
import { Part } from '../layout/Part.js';
import { watchingClock } from '../layout/query-options.js';
import { countText } from '../layout/count-text.js';
import { useWords } from '../layout/use-words.js';
import { CaseLine } from './CaseLine.js';

const SHOWN = 5;

/** The most urgent cases with one need, each with the way to its decision, and the way to all of them; a need that nothing has is one line. */
export function NeedPart({ need, place, count }: { need: CaseNeed; place: Pick<CaseFilter, 'siteId'>; count: number }) {
  const translate = useTranslate();
  const words = useWords();
  const { data = [], error, refetch } = useGetList<Case>('cases', { filter: { ...place, need }, pagination: { page: 1, perPage: SHOWN } }, { ...watchingClock, enabled: count > 0 });
  const title = translate('cases.counted', { queue: words('need', need), count: countText(count) });
  if (count === 0) {
    return (
      <Card component="section" aria-label={title} sx={{ mb: 1, px: 2, py: 1 }}>
        <Typography component="h2" variant="body2" color="textSecondary" sx={{ '&::first-letter': { textTransform: 'uppercase' } }}>{title}</Typography>
      </Card>
    );
  }
  return (
    <Part title={title}>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {!error && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data.map((one) => <CaseLine key={one.id} about={one} />)}
        </Box>
      )}
      {count > SHOWN && <Link to="/cases" state={{ filter: { ...place, need } }}>{translate('today.all', { count: countText(count) })}</Link>}
    </Part>
  );
}
