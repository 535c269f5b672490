import Card from '@mui/material/Card';
import CardContent from '@mui/material/CardContent';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link, Loading, ShowBase, useCreatePath, useShowContext, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { queryOptions } from '../layout/query-options.js';
import { JourneyDoses } from './JourneyDoses.js';
import { JourneyNotices } from './JourneyNotices.js';
import { JourneySummary } from './JourneySummary.js';
import { JourneyTimeline } from './JourneyTimeline.js';
import type { Journey } from './rows.js';

/** By this a whole journey is told from the row of a list, which react-admin would otherwise show for it first. */
const WHOLE = { whole: true };

/** One journey as it stands and how it came to stand so. A journey that cannot be read stays on this page and says why. */
export function JourneyShow() {
  return (
    <ShowBase resource="journeys" queryOptions={{ ...queryOptions, meta: WHOLE }}>
      <Heading />
      <Content />
    </ShowBase>
  );
}

function Heading() {
  const translate = useTranslate();
  const createPath = useCreatePath();
  return (
    <>
      <Link to={createPath({ resource: 'journeys', type: 'list' })} sx={{ mt: 2 }}>
        ← {translate('show.back')}
      </Link>
      <Typography variant="h5" component="h1" sx={{ mt: 1, mb: 2 }}>
        {translate('show.title')}
      </Typography>
    </>
  );
}

function Content() {
  const { record, error, isPending, refetch } = useShowContext<Journey>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (isPending || !record) return <Loading />;
  return (
    <>
      <Part name="summary"><JourneySummary journey={record} /></Part>
      <Part name="doses"><JourneyDoses doses={record.doses} /></Part>
      <Part name="timeline"><JourneyTimeline journey={record} /></Part>
      <Part name="notices"><JourneyNotices journey={record} /></Part>
    </>
  );
}

function Part({ name, children }: { name: 'summary' | 'doses' | 'timeline' | 'notices'; children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Card component="section" aria-label={translate(`show.${name}`)} sx={{ mb: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {translate(`show.${name}`)}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
}
