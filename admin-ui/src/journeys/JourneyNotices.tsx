import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PlainTable } from '../layout/PlainTable.js';
import { watching } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Journey, NoticeRow } from './rows.js';

/** Notices of this journey and what became of them; to whom is nowhere on this page. */
export function JourneyNotices({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const { data, error, refetch } = useGetManyReference<NoticeRow>('notices', { target: 'journeyId', id: journey.id }, watching);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <Typography color="textSecondary">{translate('show.no_notices')}</Typography>;
  const label = (name: string) => translate(`resources.notices.fields.${name}`);
  return (
    <PlainTable
      rows={data}
      keyOf={({ id }) => id}
      columns={[
        { label: label('createdAt'), show: ({ createdAt }) => shanghaiTime(createdAt) },
        { label: label('kind'), show: ({ kind }) => kind },
        { label: label('channel'), show: ({ channel }) => words('channel', channel) },
        { label: label('state'), show: ({ state }) => words('noticeState', state) },
        { label: label('attempts'), show: ({ attempts }) => attempts },
        { label: label('nextTryAt'), show: ({ nextTryAt, errorCode }) => nextTryAt && [shanghaiTime(nextTryAt), errorCode].filter(Boolean).join(' · ') },
      ]}
    />
  );
}
