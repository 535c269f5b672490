import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { OpenLink } from '../layout/OpenLink.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { clockText } from './clock-text.js';
import type { Journey } from './rows.js';
import { useDoseName } from './use-dose-name.js';
import { useTimeThere } from './use-time-there.js';

/** What runs down, the next to end first: when it ends and what happens then. A timer says nothing by itself, so that nobody hears each second. */
export function JourneyClocks({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const now = useTimeThere(journey.asOf);
  const words = useWords();
  if (journey.clocks.length === 0) return <Typography color="textSecondary">{translate('journey.no_clocks')}</Typography>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {journey.clocks.map((clock) => {
        const left = clockText(Date.parse(clock.endsAt) - now);
        return (
          <Box component="li" key={`${clock.kind} ${clock.plannedDoseId ?? clock.caseId ?? ''}`} sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 1fr) minmax(0, 3fr)' }, columnGap: 2, py: 0.75, borderTop: 1, borderColor: 'divider' }}>
            <ClockName clock={clock} journey={journey} />
            <Typography component="span" role="timer" aria-live="off" sx={{ fontVariantNumeric: 'tabular-nums' }}>{left ? translate('journey.left', { time: left }) : translate('journey.over')}</Typography>
            <Typography component="span" variant="body2" color="textSecondary">{shanghaiTime(clock.endsAt)} · {left === null && clock.kind === 'case-at-top' ? translate('journey.overdue_at_top') : words('clockEnd', clock.kind)}</Typography>
          </Box>
        );
      })}
    </Box>
  );
}

function ClockName({ clock: { kind, plannedDoseId, caseId }, journey: { doses, openCases } }: { clock: Journey['clocks'][number]; journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const nameOf = useDoseName();
  const dose = doses.find((planned) => planned.plannedDoseId === plannedDoseId);
  const about = openCases.find((open) => open.caseId === caseId);
  const what = words('clock', kind);
  if (caseId && about) return <span><OpenLink resource="cases" id={caseId}>{translate('journey.of_dose', { what, dose: words('kind', about.kind) })}</OpenLink></span>;
  return <span>{dose ? translate('journey.of_dose', { what, dose: nameOf(dose) }) : what}</span>;
}
