import { useState } from 'react';
import type { Resident } from '../../../contracts/residents.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { useApi } from '../frame/use-api.js';
import { useVisit } from '../frame/use-visit.js';
import { fill } from '../i18n/fill.js';
import { useTexts } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import type { Scanned } from '../scan/use-scan.js';
import { isSettled } from './dose-checklist.js';
import { DoseCard } from './DoseCard.js';
import { ReadBack } from './ReadBack.js';
import { vaccinationTexts } from './texts.js';

/** One visit at the vaccination desk: who it is, read back, and then dose by dose. */
export function VisitAtDesk({ journeyId, scanned, onLeave }: { journeyId: string; scanned: Scanned; onLeave: () => void }) {
  const texts = useTexts(vaccinationTexts);
  const [readBackAt, setReadBackAt] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { error: noVisit, refetch, ...visit } = useVisit(journeyId);
  const { journey } = visit;
  const { data: resident, error: noResident, refetch: again } = useApi<Resident>(['residents', journey?.residentId], journey ? `/v1/residents/${journey.residentId}` : null);
  const failed = noVisit ?? noResident;
  if (failed) return <LoadError error={failed} retry={() => void (noVisit ? refetch() : again())} />;
  if (!journey || !resident) return <Loading />;
  const toCheck = visit.commands?.doses.filter(({ firstOpenGate }) => firstOpenGate === 'checklist').map(({ plannedDoseId }) => plannedDoseId) ?? [];
  const inHand = chosen !== null && toCheck.includes(chosen) ? chosen : toCheck[0]; // one at a time, so that a scan belongs to one
  return (
    <>
      <h1 className="only-heard">{texts.title}</h1>
      <ReadBack journeyId={journeyId} resident={resident} scanned={scanned} readBackAt={readBackAt} onRead={setReadBackAt} onLeave={onLeave} />
      {readBackAt && (
        <>
          {journey.observeUntil && journey.doses.every(isSettled) && <p className="notice good"><strong>{texts.all_done}</strong> {fill(texts.done_at, { time: clockTime(journey.observeUntil) })}</p>}
          <div className="columns">
            {journey.doses.map((dose) => <DoseCard key={dose.plannedDoseId} visit={{ ...visit, journey }} dose={dose} birthDate={resident.birthDate} readBackAt={readBackAt} inHand={dose.plannedDoseId === inHand} onTake={() => setChosen(dose.plannedDoseId)} />)}
          </div>
        </>
      )}
    </>
  );
}
