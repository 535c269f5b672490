import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { ShowBase, useShowContext, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { watching } from '../layout/query-options.js';
import { CancelJourney } from './CancelJourney.js';
import { DoseChecklists } from './DoseChecklists.js';
import { JourneyClocks } from './JourneyClocks.js';
import { JourneyDoses } from './JourneyDoses.js';
import { JourneyNotices } from './JourneyNotices.js';
import { JourneySummary } from './JourneySummary.js';
import { JourneyTimeline } from './JourneyTimeline.js';
import type { Journey } from './rows.js';
import { StageLine } from './StageLine.js';
import { WHOLE } from '../layout/whole.js';

/** One journey as it stands and how it came to stand so. A journey that cannot be read stays on this page and says why. */
export function JourneyShow() {
  const translate = useTranslate();
  return (
    <ShowBase resource="journeys" queryOptions={{ ...watching, meta: WHOLE }}>
      <PageHeading resource="journeys" back={translate('show.back')} title={translate('show.title')} />
      <Content />
    </ShowBase>
  );
}

function Content() {
  const translate = useTranslate();
  const { record, error, isPending, refetch } = useShowContext<Journey>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (isPending || !record) return <Loading />;
  return (
    <>
      <Part title={translate('journey.stages')}>
        <StageLine journey={record} />
        <Stack direction="row" spacing={2} sx={{ mt: 2, alignItems: 'center' }}>
          <CancelJourney journey={record} />
          {record.engineUrl && <Link href={record.engineUrl} target="_blank" rel="noreferrer">{translate('journey.engine')}</Link>}
        </Stack>
      </Part>
      <Part title={translate('journey.clocks')}><JourneyClocks journey={record} /></Part>
      <Part title={translate('show.summary')}><JourneySummary journey={record} /></Part>
      <Part title={translate('show.doses')}><JourneyDoses doses={record.doses} /><DoseChecklists journey={record} /></Part>
      <Part title={translate('show.timeline')}><JourneyTimeline journey={record} /></Part>
      <Part title={translate('show.notices')}><JourneyNotices journey={record} /></Part>
    </>
  );
}
