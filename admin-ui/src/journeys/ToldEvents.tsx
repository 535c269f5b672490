import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { ActorName } from './ActorName.js';
import { Facts } from './Facts.js';
import type { Dose, Entry } from './rows.js';
import { factsOf } from './timeline-facts.js';

/** A few entries of a journey's log, told one after the other: what happened, then its facts, then who did it where. */
export function ToldEvents({ entries, doses }: { entries: readonly Entry[]; doses: readonly Dose[] }) {
  const words = useWords();
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {entries.map((entry) => (
        <Box component="li" key={entry.id} sx={{ borderLeft: 3, borderColor: 'divider', pl: 1.5, mb: 1.5 }}>
          <Typography sx={{ fontWeight: 500 }}>
            {words('event', entry.type)} <Typography component="span" variant="body2" color="textSecondary">{shanghaiTime(entry.at)}</Typography>
          </Typography>
          <Typography variant="body2"><Facts facts={factsOf(entry.data, doses)} /></Typography>
          <Typography variant="body2" color="textSecondary">{entry.station && `${words('station', entry.station)} · `}<ActorName actor={entry.actor} /></Typography>
        </Box>
      ))}
    </Box>
  );
}
