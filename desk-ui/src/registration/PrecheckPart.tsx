import { useState } from 'react';
import type { Journey } from '../../../contracts/journeys.js';
import { PRECHECK_DECISIONS, type PrecheckDecision } from '../../../domain/journey/events.js';
import { useDesk } from '../frame/desk.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { askedOf, stoppedBy } from './asked-questions.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';

type Outcome = { decision?: PrecheckDecision; deferUntil?: string; advice?: string };

/** Each question of the planned products, asked face to face; then an outcome for each dose. Nothing is answered or decided beforehand. */
export function PrecheckPart({ journey }: { journey: Journey }) {
  const { precheck: texts } = useTexts(registrationTexts);
  const language = useLanguage();
  const { site } = useDesk();
  const nameOf = useDoseName();
  const [answers, setAnswers] = useState<Record<string, boolean>>({});
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({});
  const { send, pending, error } = useCommand(journey.id);
  const doses = journey.doses.filter(({ given, notGiven }) => !given && !notGiven);
  const { general, questions } = askedOf(site, doses);
  const isWhole = questions.every(({ id }) => answers[id] !== undefined) && doses.every(({ plannedDoseId }) => outcomes[plannedDoseId]?.decision !== undefined);
  const change = (id: string, more: Outcome) => setOutcomes({ ...outcomes, [id]: { ...outcomes[id], ...more } });
  const save = () => general && void send({
    type: 'recordPrecheck', station: 'precheck',
    data: {
      decision: 'go', questionnaire: general.id, deferUntil: null,
      answers: Object.fromEntries(questions.map(({ id }) => [id, answers[id] ?? false])),
      doses: doses.map(({ plannedDoseId }) => outcomeOf(plannedDoseId, outcomes[plannedDoseId] ?? {})),
    },
  });
  return (
    <section className="card">
      <h2>{texts.title}</h2>
      {journey.precheck !== null && <p className="notice good">{texts.done} · {texts.decision[journey.precheck]}</p>}
      <p>{texts.about}</p>
      {questions.map((question) => {
        const stopped = stoppedBy(question, answers[question.id], site, doses);
        return (
          <fieldset key={question.id} className="question">
            <legend>{question.text[language]}{stopped.length > 0 && <strong className="fault"> {fill(texts.stops, { doses: stopped.map(nameOf).join('; ') })}</strong>}</legend>
            {([false, true] as const).map((answer) => <label key={String(answer)} className="choice"><input type="radio" name={question.id} checked={answers[question.id] === answer} onChange={() => setAnswers({ ...answers, [question.id]: answer })} />{answer ? texts.yes : texts.no}</label>)}
          </fieldset>
        );
      })}
      <h3>{texts.outcome}</h3>
      {doses.map((dose) => {
        const outcome = outcomes[dose.plannedDoseId] ?? {};
        return (
          <fieldset key={dose.plannedDoseId}>
            <legend>{nameOf(dose)}</legend>
            <div className="row">{PRECHECK_DECISIONS.map((decision) => <label key={decision} className="choice"><input type="radio" name={dose.plannedDoseId} checked={outcome.decision === decision} onChange={() => change(dose.plannedDoseId, { decision })} />{texts.decision[decision]}</label>)}</div>
            {outcome.decision === 'defer' && <Field label={texts.until} type="date" min={site.day} value={outcome.deferUntil ?? ''} onChange={(event) => change(dose.plannedDoseId, { deferUntil: event.target.value })} />}
            {outcome.decision && outcome.decision !== 'go' && <Field label={texts.advice} hint={texts.advice_hint} value={outcome.advice ?? ''} onChange={(event) => change(dose.plannedDoseId, { advice: event.target.value })} maxLength={1000} />}
          </fieldset>
        );
      })}
      <NotDone error={error} />
      <CommandButton pending={pending} disabled={!isWhole} onClick={save}>{texts.save}</CommandButton>
    </section>
  );
}

function outcomeOf(plannedDoseId: string, { decision = 'go', deferUntil, advice }: Outcome) {
  return { plannedDoseId, decision, deferUntil: decision === 'defer' && deferUntil ? deferUntil : null, ...(decision !== 'go' && advice?.trim() && { advice: advice.trim() }) };
}
