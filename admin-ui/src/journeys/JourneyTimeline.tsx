import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { Loading, useGetManyReference, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { PlainTable } from '../layout/PlainTable.js';
import { watching } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../shanghai-time.js';
import { ActorName } from './ActorName.js';
import { Facts } from './Facts.js';
import type { Entry, Journey, NoticeRow } from './rows.js';
import { StepTries } from './StepTries.js';
import { STORY_KINDS, storyOf, type StoryLine } from './story.js';
import { factsOf } from './timeline-facts.js';

/** What happened, in order: the log with its notices and what is tried again, all of it or what is about one thing. */
export function JourneyTimeline({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const { identity } = useSignedIn();
  const [only, setOnly] = useState('');
  const { data, error, refetch } = useGetManyReference<Entry>('timeline', { target: 'journeyId', id: journey.id }, watching);
  const { data: notices = [] } = useGetManyReference<NoticeRow>('notices', { target: 'journeyId', id: journey.id }, { ...watching, enabled: identity?.may.includes('listNotices') ?? false });
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const label = (name: string) => translate(`resources.timeline.fields.${name}`);
  return (
    <>
      <TextField select fullWidth={false} size="small" label={translate('journey.story_only')} value={only} onChange={(event) => setOnly(event.target.value)} sx={{ minWidth: 160, mb: 1 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
        <MenuItem value="">{translate('journey.story_all')}</MenuItem>
        {STORY_KINDS.map((kind) => <MenuItem key={kind} value={kind}>{words('story', kind)}</MenuItem>)}
      </TextField>
      <PlainTable
        rows={storyOf(data, notices, journey).filter(({ kind }) => only === '' || kind === only)}
        keyOf={({ key }) => key}
        columns={[
          { label: label('at'), show: ({ at }) => shanghaiTime(at), brief: true },
          { label: label('type'), show: (line) => ('entry' in line ? words('event', line.entry.type) : words('story', line.kind)), brief: true },
          { label: label('data'), show: (line) => <Told line={line} journey={journey} /> },
          { label: label('station'), show: (line) => 'entry' in line && line.entry.station && words('station', line.entry.station), brief: true },
          { label: label('actor'), show: (line) => 'entry' in line && <ActorName actor={line.entry.actor} /> },
        ]}
      />
    </>
  );
}

function Told({ line, journey: { doses } }: { line: StoryLine; journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  if ('entry' in line) return <Facts facts={factsOf(line.entry.data, doses)} />;
  if ('step' in line) return <StepTries step={line.step} doses={doses} />;
  const { channel, state } = line.notice;
  return <>{translate('journey.notice_told', { channel: words('channel', channel), state: words('noticeState', state) })}</>;
}
