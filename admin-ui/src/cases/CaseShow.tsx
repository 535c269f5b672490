import Box from '@mui/material/Box';
import { useState } from 'react';
import { ShowBase, useGetOne, useShowContext, useTranslate } from 'react-admin';
import type { TakenFields } from '../../../domain/journey/events.js';
import type { Journey } from '../journeys/rows.js';
import { WHOLE } from '../layout/whole.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { watching } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { CaseEvidence } from './CaseEvidence.js';
import { CaseHandling } from './CaseHandling.js';
import { CaseLog } from './CaseLog.js';
import { CaseSummary } from './CaseSummary.js';
import { JourneyMeanwhile } from './JourneyMeanwhile.js';
import type { Case } from './rows.js';

/** Decisions stand beside the ground for them; on a narrow screen right beneath what it is about. */
const sideBySide = {
  display: 'grid', columnGap: 2, gridTemplateRows: { lg: 'auto 1fr' }, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 1fr)' },
  gridTemplateAreas: { xs: '"about" "side" "ground"', lg: '"about side" "ground side"' },
};

/** One case: what it is about, on what ground, what may be decided, and what its journey is doing meanwhile. */
export function CaseShow() {
  return (
    <ShowBase resource="cases" queryOptions={watching}>
      <Heading />
      <Content />
    </ShowBase>
  );
}

/** What kind of case it is, as soon as that is known. */
function Heading() {
  const translate = useTranslate();
  const words = useWords();
  const { record } = useShowContext<Case>();
  return <PageHeading resource="cases" back={translate('cases.back')} title={record ? words('kind', record.kind) : translate('cases.title')} />;
}

function Content() {
  const { record, error, isPending, refetch } = useShowContext<Case>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (isPending || !record) return <Loading />;
  return <WithJourney about={record} />;
}

function WithJourney({ about }: { about: Case }) {
  const translate = useTranslate();
  const [take, setTake] = useState<TakenFields>({}); // kept with the page alone: it is chosen from what one has before one's eyes
  const { data: journey, error, refetch } = useGetOne<Journey>('journeys', { id: about.journeyId, meta: WHOLE }, watching);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!journey) return <Loading />;
  return (
    <Box sx={sideBySide}>
      <Box sx={{ gridArea: 'about' }}><CaseSummary about={about} journey={journey} /></Box>
      <Box sx={{ gridArea: 'side' }}>
        <Part title={translate('cases.handling')}><CaseHandling about={about} journey={journey} take={take} /></Part>
        <Part title={translate('cases.meanwhile')}><JourneyMeanwhile journey={journey} /></Part>
      </Box>
      <Box sx={{ gridArea: 'ground' }}>
        <Part title={translate('cases.evidence')}><CaseEvidence about={about} journey={journey} take={take} onTake={setTake} /></Part>
        <Part title={translate('cases.log')}><CaseLog about={about} /></Part>
      </Box>
    </Box>
  );
}
