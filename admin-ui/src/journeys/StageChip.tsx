import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

const ENDED_OTHERWISE = ['cancelled', 'no-show', 'deferred', 'refused', 'left'];

export function StageChip({ stage }: { stage: string }) {
  const translate = useTranslate();
  const filled = stage !== 'closed' && !ENDED_OTHERWISE.includes(stage); // under way
  return <Chip size="small" color={filled ? 'primary' : 'default'} variant={filled ? 'filled' : 'outlined'} label={translate(`stages.${stage}`, { _: stage })} />;
}
