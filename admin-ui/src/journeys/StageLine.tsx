import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import type { Journey } from './rows.js';
import { stageLine, type StagePlace } from './stage-line.js';

/** Told by a sign and by words, never by colour alone. */
const SIGN: Record<StagePlace, string> = { done: '✓', now: '●', coming: '○', skipped: '–' };
const COLOR: Record<StagePlace, string> = { done: 'success.dark', now: 'primary.main', coming: 'text.secondary', skipped: 'text.secondary' };

/** The way of the visit as a line of stages; a list to screen readers, which hear of each whether it is done. */
export function StageLine({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  return (
    <Box component="ol" sx={{ display: 'flex', flexWrap: 'wrap', rowGap: 2, listStyle: 'none', m: 0, p: 0 }}>
      {stageLine(journey).map(({ stage, place }) => (
        <Box component="li" key={stage} aria-current={place === 'now' ? 'step' : undefined} sx={{ flex: '1 0 88px', textAlign: 'center', borderTop: 3, borderColor: place === 'done' || place === 'now' ? 'primary.main' : 'divider', pt: 1 }}>
          <Typography aria-hidden sx={{ color: COLOR[place], lineHeight: 1 }}>{SIGN[place]}</Typography>
          <Typography variant="body2" sx={{ fontWeight: place === 'now' ? 700 : 400 }}>{translate(`stages.${stage}`, { _: stage })}</Typography>
          <Typography variant="caption" color="textSecondary">{words('stagePlace', place)}</Typography>
        </Box>
      ))}
    </Box>
  );
}
