import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Navigate } from 'react-router-dom';
import { Loading } from '../layout/Loading.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { otherFirstPage } from '../pages-of.js';
import { HeldSteps } from './HeldSteps.js';
import { Needs } from './Needs.js';
import { ObservationAlarms } from './ObservationAlarms.js';
import { ServiceState } from './ServiceState.js';
import { StageFunnel } from './StageFunnel.js';

/** What needs somebody stands first; beside it, how the day goes. On a narrow screen that follows. */
const sideBySide = { display: 'grid', columnGap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 1fr)' }, alignItems: 'start' };

/** The first page: what needs whoever is signed in, the most pressing first, and how the day goes. */
export function Today() {
  const translate = useTranslate();
  const { identity, isPending } = useSignedIn();
  const [chosen, setChosen] = useState<string | null>(null);
  if (isPending) return <Loading />;
  const elsewhere = otherFirstPage(identity?.may ?? []);
  if (elsewhere) return <Navigate to={`/${elsewhere}`} replace />;
  const may = (permission: 'listCases' | 'countJourneys' | 'listJourneys' | 'listObservation') => identity === undefined || identity.may.includes(permission); // while nobody can say, the parts say what is wrong
  const siteId = chosen ?? identity?.siteIds[0] ?? '';
  const place = siteId ? { siteId } : {};
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: 2, mt: 2 }}>
        <Typography variant="h5" component="h1">{translate('today.title')}</Typography>
        {(may('listCases') || may('countJourneys')) && <SiteSelect value={siteId} onChange={setChosen} />}
      </Box>
      <Box sx={sideBySide}>
        <div>{siteId && may('listObservation') && <ObservationAlarms siteId={siteId} />}{may('listCases') ? <Needs place={place} /> : !may('countJourneys') && <Typography color="textSecondary">{translate('today.nothing_here')}</Typography>}</div>
        <div>
          {may('countJourneys') && <StageFunnel place={place} />}
          {may('listJourneys') && <HeldSteps place={place} />}
          <ServiceState />
        </div>
      </Box>
    </>
  );
}
