import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { CASES } from '../../../domain/cases/kinds.js';
import { JourneyNotices } from '../journeys/JourneyNotices.js';
import { Retrying } from '../journeys/Retrying.js';
import type { Entry, Journey } from '../journeys/rows.js';
import { ToldEvents } from '../journeys/ToldEvents.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { watching } from '../layout/query-options.js';
import { BothRecords } from './BothRecords.js';
import { entriesAbout } from './evidence.js';
import type { Case } from './rows.js';
import type { Taking } from './SideChoice.js';

/** While nothing is proposed, of what can be decided field by field. */
const mayChoose = ({ actions, proposal }: Case) => proposal === null && actions.includes('choose-fields');

/** On what ground to decide: what the log says about it, and what goes with this kind. */
export function CaseEvidence({ about, journey, take, onTake }: { about: Case; journey: Journey } & Taking) {
  const translate = useTranslate();
  const { data, error, refetch } = useGetManyReference<Entry>('timeline', { target: 'journeyId', id: journey.id }, watching);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const entries = entriesAbout(about, data);
  const lookedUpAt = data.findLast(({ type }) => type === 'archiveLookedUp')?.at ?? null;
  return (
    <>
      {CASES[about.kind]?.evidence === 'archive-differences' && <BothRecords kind={about.kind} journey={journey} lookedUpAt={lookedUpAt} taking={mayChoose(about) ? { take, onTake } : null} />}
      {entries.length > 0 ? <ToldEvents entries={entries} doses={journey.doses} /> : <Typography color="textSecondary">{translate('cases.no_evidence')}</Typography>}
      {CASES[about.kind]?.evidence === 'journey' && journey.retrying.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3" sx={{ mt: 2 }}>{translate('show.retrying')}</Typography>
          <Retrying journey={journey} />
        </>
      )}
      {about.kind === 'notice-undeliverable' && <JourneyNotices journey={journey} />}
    </>
  );
}
