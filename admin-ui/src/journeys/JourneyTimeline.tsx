import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { ActorName } from './ActorName.js';
import type { Journey } from './rows.js';
import { STORY_KINDS } from './story.js';
import { StoryFacts, StoryName } from './StoryTold.js';
import { useStory } from './use-story.js';

/** What happened and what was tried, in order: all of it or what is about one thing. */
export function JourneyTimeline({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const [only, setOnly] = useState('');
  const { lines, error, refetch } = useStory(journey);
  if (error) return <LoadError error={error} retry={refetch} />;
  if (!lines) return <Loading />;
  const label = (name: string) => translate(`resources.timeline.fields.${name}`);
  return (
    <>
      <TextField select fullWidth={false} size="small" label={translate('journey.story_only')} value={only} onChange={(event) => setOnly(event.target.value)} sx={{ minWidth: 160, mb: 1 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
        <MenuItem value="">{translate('journey.story_all')}</MenuItem>
        {STORY_KINDS.map((kind) => <MenuItem key={kind} value={kind}>{words('story', kind)}</MenuItem>)}
      </TextField>
      <PlainTable
        rows={lines.filter(({ kind }) => only === '' || kind === only)}
        keyOf={({ key }) => key}
        columns={[
          { label: label('at'), show: ({ at }) => shanghaiTime(at), brief: true },
          { label: label('type'), show: (line) => <StoryName line={line} />, brief: true },
          { label: label('data'), show: (line) => <StoryFacts line={line} doses={journey.doses} /> },
          { label: label('station'), show: (line) => 'entry' in line && line.entry.station && words('station', line.entry.station), brief: true },
          { label: label('actor'), show: ({ actor }) => actor && <ActorName actor={actor} /> },
        ]}
      />
    </>
  );
}
