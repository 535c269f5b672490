import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { NoticeTry } from './rows.js';

/** Each attempt in order; of one whose end is not known that is said. */
export function NoticeTries({ tries }: { tries: readonly NoticeTry[] }) {
  const translate = useTranslate();
  const words = useWords();
  if (tries.length === 0) return <Typography color="textSecondary">{translate('notices.no_tries')}</Typography>;
  return (
    <PlainTable
      rows={tries}
      keyOf={({ attempt }) => attempt}
      columns={[
        { label: translate('notices.attempt'), show: ({ attempt }) => attempt },
        { label: translate('notices.begun'), show: ({ begunAt }) => shanghaiTime(begunAt), brief: true },
        { label: translate('resources.notices.fields.channel'), show: ({ channel }) => words('channel', channel) },
        { label: translate('notices.outcome'), show: ({ outcome }) => (outcome ? words('attemptOutcome', outcome) : translate('notices.unknown_end')) },
        { label: translate('notices.answer'), show: ({ errorCode }) => errorCode && words('callError', errorCode) },
        { label: translate('resources.notices.fields.nextTryAt'), show: ({ nextTryAt }) => nextTryAt && shanghaiTime(nextTryAt), brief: true },
      ]}
    />
  );
}
