import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link, useGetList, useTranslate } from 'react-admin';
import { STAGES, type Stage } from '../../../domain/journey/stages.js';
import type { CaseFilter } from '../cases/case-filter.js';
import { countText } from '../layout/count-text.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { Part } from '../layout/Part.js';
import { watching } from '../layout/query-options.js';
import { today } from '../../../ui/shanghai-time.js';

type Count = { id: string; stage: Stage; count: number };

const LAST_ON_THE_LINE: Stage = 'closed';

/** Where the residents of today are: each stage of the line, and what ended otherwise where there is any. */
export function StageFunnel({ place }: { place: Pick<CaseFilter, 'siteId'> }) {
  const translate = useTranslate();
  const { data, error, refetch } = useGetList<Count>('journeyCounts', { filter: { ...place, day: today() } }, watching);
  const countOf = (stage: Stage) => data?.find((one) => one.stage === stage)?.count ?? 0;
  const stages = STAGES.filter((stage, n) => n <= STAGES.indexOf(LAST_ON_THE_LINE) || countOf(stage) > 0);
  const most = Math.max(1, ...stages.map(countOf));
  return (
    <Part title={translate('today.journeys')}>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {!error && data && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, mb: 1, p: 0 }}>
          {stages.map((stage) => (
            <Box component="li" key={stage} sx={{ display: 'grid', gridTemplateColumns: '9rem minmax(0, 1fr) 3rem', alignItems: 'center', gap: 1, py: 0.25 }}>
              <Typography component="span" variant="body2">{translate(`stages.${stage}`, { _: stage })}</Typography>
              <Box aria-hidden sx={{ height: 10, borderRadius: 1, bgcolor: 'primary.main', width: `${(100 * countOf(stage)) / most}%` }} />
              <Typography component="span" variant="body2" sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{countText(countOf(stage))}</Typography>
            </Box>
          ))}
        </Box>
      )}
      <Link to="/journeys">{translate('today.all_journeys')}</Link>
    </Part>
  );
}
