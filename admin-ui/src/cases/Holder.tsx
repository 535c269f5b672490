import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Case } from './rows.js';

/** In which queue it stands, and who has it in hand. */
export function Holder({ about: { queue, claim } }: { about: Pick<Case, 'queue' | 'claim'> }) {
  const translate = useTranslate();
  const words = useWords();
  const holder = useStaffName(claim?.by);
  if (queue === 'unclaimed') return <Typography component="span" variant="body2" color="textSecondary">{words('queue', queue)}</Typography>;
  const held = claim && translate('cases.held', { by: holder, at: shanghaiTime(claim.until).slice(11, 16) });
  return <>{[words('queue', queue), held].filter(Boolean).join(' · ')}</>;
}
