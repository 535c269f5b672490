import { useState } from 'react';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import type { Journey } from '../../../contracts/journeys.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { useDesk } from '../frame/desk.js';
import { useDoseName } from '../frame/use-dose-name.js';
import type { useVisit } from '../frame/use-visit.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { CorrectForm, UnverifiedForm } from './AfterwardsForm.js';
import { isSettled } from './dose-checklist.js';
import { GiveDose } from './GiveDose.js';
import { NotGivenForm } from './NotGivenForm.js';
import { vaccinationTexts } from './texts.js';
import { VerifyDose } from './VerifyDose.js';

type DoseCardProps = { visit: Omit<ReturnType<typeof useVisit>, 'error' | 'refetch'> & { journey: Journey }; dose: Journey['doses'][number]; birthDate: string; readBackAt: string; inHand: boolean; onTake: () => void };
const FORMS = { 'not-given': NotGivenForm, unverified: UnverifiedForm, correct: CorrectForm };

/** One planned dose at the vaccination desk: what is next for it, by its first open gate, and what else may have happened to it. */
export function DoseCard({ visit: { journey, readAt, commands, open }, dose, birthDate, readBackAt, inHand, onTake }: DoseCardProps) {
  const texts = useTexts(vaccinationTexts);
  const language = useLanguage();
  const words = useWords();
  const nameOf = useDoseName();
  const { site } = useDesk();
  const [opened, setOpened] = useState<keyof typeof FORMS | null>(null);
  const product = site.products.find(({ productId }) => productId === dose.productId);
  if (!product) return null;
  const gate = commands?.doses.find(({ plannedDoseId }) => plannedDoseId === dose.plannedDoseId)?.firstOpenGate ?? null;
  const { state, given, notGiven } = dose;
  const title = nameOf(dose);
  const offered = (isSettled(dose) ? given && !journey.recordsFinal && given.upload !== 'sent' && given.upload !== 'confirmed' && open('correctOwnDose') ? ['correct'] : [] : [...(open('notGiven') ? ['not-given'] : []), ...(open('reportUnverifiedDose') ? ['unverified'] : [])]) as (keyof typeof FORMS)[];
  const Form = opened && offered.includes(opened) ? FORMS[opened] : null;
  return (
    <article className="card" aria-label={title}>
      <h2>{title} <span className="tag">{texts.states[state]}</span></h2>
      {!isSettled(dose) && gate !== null && gate !== 'checklist' && <p className="notice warn">{fill(texts.not_ready, { gate: MESSAGES[language].gates[gate] ?? gate })}</p>}
      {gate === 'checklist' && open('verify') && !inHand && <button type="button" className="main" onClick={onTake}>{texts.check_this}</button>}
      {gate === 'checklist' && open('verify') && inHand && <VerifyDose journeyId={journey.id} dose={dose} product={product} birthDate={birthDate} readBackAt={readBackAt} />}
      {state === 'verified' && open('recordDose') && <GiveDose journey={journey} readAt={readAt} dose={dose} product={product} />}
      {given && <p className="large">{fill(texts.given, { time: clockTime(given.givenAt) })} · {words('bodySite', given.bodySite)} · {words('route', given.route)}</p>}
      {notGiven && <p className="large">{texts.reasons[notGiven]}</p>}
      <div className="row">
        {offered.map((form) => <button key={form} type="button" aria-expanded={opened === form} onClick={() => setOpened(opened === form ? null : form)}>{texts.forms[form]}</button>)}
      </div>
      {Form && <Form journeyId={journey.id} dose={dose} product={product} onDone={() => setOpened(null)} />}
    </article>
  );
}
