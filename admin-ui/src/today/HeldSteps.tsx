import Box from '@mui/material/Box';
import { Link, RecordContextProvider, useGetList, useTranslate } from 'react-admin';
import type { Row } from '../journeys/rows.js';
import { StepTries } from '../journeys/StepTries.js';
import { OpenLink } from '../layout/OpenLink.js';
import { Part } from '../layout/Part.js';
import { watchingClock } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';

const SHOWN = 5;

/** What people hold, so that nobody forgets to let it go on; nothing where nothing is held. */
export function HeldSteps({ place }: { place: { siteId?: string } }) {
  const translate = useTranslate();
  const filter = { ...place, flag: 'paused' };
  const { data = [] } = useGetList<Row>('journeys', { filter, pagination: { page: 1, perPage: SHOWN } }, watchingClock);
  if (data.length === 0) return null;
  return (
    <Part title={translate('journey.held_steps')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, mb: 1, p: 0 }}>
        {data.map((row) => (
          <RecordContextProvider key={row.id} value={row}>
            <Box component="li" sx={{ py: 1, borderTop: 1, borderColor: 'divider' }}>
              <OpenLink resource="journeys" id={row.id}>{shanghaiTime(row.startedAt)}</OpenLink> · <SiteName />
              {row.retrying.filter(({ pausedAt }) => pausedAt).map((step) => <div key={step.step}><StepTries step={step} /></div>)}
            </Box>
          </RecordContextProvider>
        ))}
      </Box>
      <Link to="/journeys" state={{ filter }}>{translate('journey.all_held')}</Link>
    </Part>
  );
}
