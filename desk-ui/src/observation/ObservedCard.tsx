import type { Journey } from '../../../contracts/journeys.js';
import type { ObservedResident } from '../../../contracts/observation.js';
import type { Resident } from '../../../contracts/residents.js';
import { isOpen } from '../../../domain/journey/stages.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { useLanguage } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { alarmNow } from './countdown.js';
import { CertificatePart } from './CertificatePart.js';
import { NextVisitPart } from './NextVisitPart.js';
import { TimeLeft } from './ObservedRow.js';
import { ReactionPart } from './ReactionPart.js';
import { ReleasePart } from './ReleasePart.js';
import { useDoseName } from './use-dose-name.js';
import { useObservationTexts } from './use-told.js';

type ObservedCardProps = { journeyId: string; row: ObservedResident | undefined; now: number };

/** The one in front of the desk, also after the release: a reaction may be reported, and papers printed, as long as the visit is open. */
export function ObservedCard({ journeyId, row, now }: ObservedCardProps) {
  const { may } = useDesk();
  const { data: journey, error, refetch } = useApi<Journey>(['journeys', journeyId], `/v1/journeys/${journeyId}`);
  const { data: resident } = useApi<Resident>(['residents', journey?.residentId], journey ? `/v1/residents/${journey.residentId}` : null);
  if (!journey) return error ? <LoadError error={error} retry={() => void refetch()} /> : <Loading />;
  const injected = journey.doses.some(({ given, state }) => given !== null || state === 'reported-unverified');
  return (
    <section aria-label={resident?.name ?? journeyId}>
      <div className="card">
        <h2 className="huge">{resident ? `${resident.name} · ${resident.birthDate}` : '…'}</h2>
        {row && <p><TimeLeft until={row.until} now={now} /></p>}
        {row && <Alarms row={row} now={now} />}
        <Doses journey={journey} />
        {row?.by && <GivenBy by={row.by} />}
      </div>
      <ReleasePart journey={journey} row={row} now={now} />
      {may('sendJourneyCommand.reportReaction') && isOpen(journey.stage, 'reportReaction') && injected && <ReactionPart journey={journey} />}
      {may('bookNextVisit') && injected && <NextVisitPart journeyId={journeyId} />}
      {may('printCertificate') && injected && <CertificatePart journeyId={journeyId} />}
    </section>
  );
}

function Alarms({ row, now }: { row: ObservedResident; now: number }) {
  const texts = useObservationTexts();
  const alarm = alarmNow(row, now);
  return (
    <p className="row">
      {alarm && <strong className="tag bad">⚠ {texts.alarm[alarm]}</strong>}
      <span className={row.reaction ? `tag ${row.reaction === 'severe' ? 'bad' : 'warn'}` : 'hint'}>{texts.reaction[row.reaction ?? 'none']}</span>
    </p>
  );
}

function Doses({ journey }: { journey: Journey }) {
  const texts = useObservationTexts();
  const doseName = useDoseName();
  const doses = journey.doses.filter(({ given, state }) => given !== null || state === 'reported-unverified');
  if (doses.length === 0) return <p>{texts.no_dose}</p>;
  return (
    <>
      <h3>{texts.doses}</h3>
      <ul>{doses.map((dose) => <li key={dose.plannedDoseId}>{doseName(dose)}</li>)}</ul>
    </>
  );
}

/** Somebody who signs in here has a name; the site's own software names its staff by references of its own. */
function GivenBy({ by }: { by: string }) {
  const texts = useObservationTexts();
  const language = useLanguage();
  const isPerson = /^[\da-f]{8}-/.test(by);
  const { data } = useApi<{ name: string }>(['people', by], isPerson ? `/v1/people/${by}` : null);
  return <p lang={language === 'en' ? 'en' : 'zh-CN'}>{fill(texts.by, { name: data?.name ?? (isPerson ? '…' : by) })}</p>;
}
