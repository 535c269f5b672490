import { useState } from 'react';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';
import { useVisit } from '../frame/use-visit.js';

/** Today's doses, each with the gate that is open first, and what is done with the visit as a whole. */
export function PlanPart({ journeyId }: { journeyId: string }) {
  const { journey, commands, open } = useVisit(journeyId);
  const texts = useTexts(registrationTexts);
  const { stages, gates } = MESSAGES[useLanguage()];
  const nameOf = useDoseName();
  const { send, pending, error } = useCommand(journeyId);
  if (!journey || !commands) return null; // said beside it
  const gateOf = (id: string) => commands.doses.find(({ plannedDoseId }) => plannedDoseId === id)?.firstOpenGate ?? null;
  return (
    <section className="card" aria-label={texts.plan.title}>
      <div className="row">
        <h2 className="grow">{texts.plan.title}</h2>
        <span className="tag">{fill(texts.visit.stage, { stage: stages[journey.stage] ?? journey.stage })}</span>
        {journey.openCases.length > 0 && <span className="tag warn">{fill(texts.plan.cases, { n: journey.openCases.length })}</span>}
        {open('checkIn') && <CommandButton pending={pending} onClick={() => void send({ type: 'checkIn', data: { siteId: journey.siteId }, station: 'registration' })}>{texts.visit.check_in}</CommandButton>}
      </div>
      <ul className="plain">
        {journey.doses.map((dose) => {
          const gate = gateOf(dose.plannedDoseId);
          const said = dose.notGiven ? texts.plan.not_given : dose.given ? texts.plan.done : gate === null ? texts.plan.done : gate === 'checklist' ? texts.plan.all_open : fill(texts.plan.gate, { gate: gates[gate] ?? gate });
          return (
            <li key={dose.plannedDoseId} className="row">
              <strong className="large grow">{nameOf(dose)}</strong>
              <span className={`tag ${gate === 'checklist' ? 'good' : gate ? 'warn' : ''}`}>{said}</span>
              {open('dropDose') && !dose.given && !dose.notGiven && journey.doses.length > 1 && <button type="button" aria-label={`${texts.plan.drop} ${nameOf(dose)}`} onClick={() => void send({ type: 'dropDose', data: { plannedDoseId: dose.plannedDoseId }, station: 'registration' })}>{texts.plan.drop}</button>}
            </li>
          );
        })}
      </ul>
      <NotDone error={error} />
      {open('cancel') && <CancelVisit journeyId={journey.id} />}
    </section>
  );
}

function CancelVisit({ journeyId }: { journeyId: string }) {
  const texts = useTexts(registrationTexts);
  const [reason, setReason] = useState<string | null>(null);
  const { send, pending, error } = useCommand(journeyId);
  if (reason === null) return <button type="button" className="danger" onClick={() => setReason('')}>{texts.visit.cancel}</button>;
  return (
    <div>
      <Field label={texts.reason} hint={texts.reason_hint} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={1000} autoFocus />
      <NotDone error={error} />
      <CommandButton className="danger" pending={pending} disabled={reason.trim() === ''} onClick={() => void send({ type: 'cancel', data: {}, reason: reason.trim(), station: 'registration' })}>{texts.visit.do_cancel}</CommandButton>
    </div>
  );
}
