import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useNow } from '../../../ui/use-now.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { dueIn } from './due.js';

/** When it is due and how far that is away; overdue by colour and in words. */
export function DueTime({ dueAt }: { dueAt: string }) {
  const translate = useTranslate();
  const { overdue, unit, ...parts } = dueIn(dueAt, useNow());
  const time = translate(`cases.${unit}`, parts);
  return (
    <span>
      {shanghaiTime(dueAt).slice(5, 16)}{' '}
      {overdue ? <Chip size="small" color="error" label={translate('cases.overdue', { time })} /> : <Typography component="span" variant="body2" color="textSecondary">{translate('cases.left', { time })}</Typography>}
    </span>
  );
}
