import Box from '@mui/material/Box';
import { useGetList, useTranslate } from 'react-admin';
import type { ObservedResident } from '../../../contracts/observation.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { OpenLink } from '../layout/OpenLink.js';
import { Part } from '../layout/Part.js';
import { watchingClock } from '../layout/query-options.js';

type Observed = ObservedResident & { id: string };

/** Whom nobody released in time, and who went away unreleased: the lead of the site is called too (hazard H12). Nothing where all is well. */
export function ObservationAlarms({ siteId }: { siteId: string }) {
  const translate = useTranslate();
  const { data = [] } = useGetList<Observed>('observation', { filter: { siteId } }, watchingClock);
  const alarms = data.filter(({ alarm }) => alarm !== null);
  if (alarms.length === 0) return null;
  return (
    <Part title={`⚠ ${translate('today.observation_alarms', { count: alarms.length })}`}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {alarms.map(({ id, name, alarm, until }) => (
          <Box key={id} component="li" sx={{ py: 1, borderTop: 1, borderColor: 'divider' }}>
            <OpenLink resource="journeys" id={id}>{name ?? id}</OpenLink> · {translate(alarm === 'left' ? 'today.left_unreleased' : 'today.not_released', { at: shanghaiTime(until) })}
          </Box>
        ))}
      </Box>
    </Part>
  );
}
