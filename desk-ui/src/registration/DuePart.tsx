import type { DueDose } from '../../../contracts/due-doses.js';
import { useDesk } from '../frame/desk.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { NotDone } from '../layout/NotDone.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';
import { isDueNow, useDue } from './use-due.js';
import { useVisit } from '../frame/use-visit.js';

/** The next dose of each course, and why; what may be planned is added to the visit. */
export function DuePart({ residentId, journeyId }: { residentId: string; journeyId: string | null }) {
  const { due } = useTexts(registrationTexts);
  const { may } = useDesk();
  const { data, error, refetch } = useDue(residentId);
  if (!may('listDueDoses')) return null;
  const now = data?.data.filter(isDueNow) ?? [];
  const others = data?.data.filter((dose) => !isDueNow(dose)) ?? [];
  return (
    <section className="card">
      <h2>{due.title}</h2>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      <ul className="plain">{now.map((dose) => <li key={keyOf(dose)}><Line dose={dose} />{journeyId && <AddToVisit journeyId={journeyId} dose={dose} />}</li>)}</ul>
      {others.length > 0 && (
        <details>
          <summary>{fill(due.others, { n: others.length })}</summary>
          <ul className="plain">{others.map((dose) => <li key={keyOf(dose)}><Line dose={dose} /></li>)}</ul>
        </details>
      )}
    </section>
  );
}

const keyOf = ({ vaccine, series, edition, programme }: DueDose) => [vaccine, series, edition, programme].join();

function Line({ dose: { vaccine, doseNumber, status, rule, edition, earliestOn, latestOn, condition } }: { dose: DueDose }) {
  const { due } = useTexts(registrationTexts);
  const words = useWords();
  const why = [
    rule && words('rule', rule), status === 'not-yet' && earliestOn && fill(due.earliest, { day: earliestOn }), isNow(status) && latestOn && fill(due.until, { day: latestOn }),
    condition && fill(due.condition, { condition }), fill(due.by_edition, { edition }),
  ].filter(Boolean);
  return <p><span className={`tag ${status === 'overdue' ? 'bad' : status === 'due' ? 'good' : ''}`}>{due.status[status]}</span> <strong>{vaccine} {fill(due.line, { n: doseNumber })}</strong> <span className="hint">{why.join(' · ')}</span></p>;
}

const isNow = (status: DueDose['status']) => status === 'due' || status === 'overdue';

function AddToVisit({ journeyId, dose }: { journeyId: string; dose: DueDose }) {
  const { due } = useTexts(registrationTexts);
  const nameOf = useDoseName();
  const { journey, open } = useVisit(journeyId);
  const { send, pending, error } = useCommand(journeyId);
  const wanted = dose.plans.filter(({ series, doseNumber }) => !journey?.doses.some((planned) => planned.series === series && planned.doseNumber === doseNumber));
  if (!open('planDose') || wanted.length === 0) return null;
  return (
    <>
      <div className="row">
        {wanted.map(({ productId, doseNumber }) => (
          <button key={productId} type="button" aria-disabled={pending} onClick={() => void send({ type: 'planDose', data: { dose: { productId, doseNumber } }, station: 'registration' })}>{due.add} · {nameOf({ productId, doseNumber })}</button>
        ))}
      </div>
      <NotDone error={error} />
    </>
  );
}
