import { useState } from 'react';
import type { CommandAnswer } from '../../../contracts/journey-commands.js';
import type { Resident } from '../../../contracts/residents.js';
import { api } from '../api.js';
import { useDesk } from '../frame/desk.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';
import { useDue } from './use-due.js';

/** A walk-in: what is to be given today, out of what may be planned. Nothing is ticked beforehand. */
export function StartVisit({ resident, onStarted }: { resident: Resident; onStarted: (journeyId: string) => void }) {
  const { start } = useTexts(registrationTexts);
  const { site, may } = useDesk();
  const nameOf = useDoseName();
  const { data } = useDue(resident.id);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { pending, error, ask } = useAsking();
  const plans = [...new Map((data?.data ?? []).flatMap((dose) => dose.plans).map((plan) => [`${plan.productId}@${plan.doseNumber}`, plan])).entries()];
  const toggle = (key: string) => setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const walkIn = async () => {
    const doses = plans.filter(([key]) => chosen.includes(key)).map(([, { productId, doseNumber }]) => ({ productId, doseNumber }));
    const answer = await ask(() => api.post<CommandAnswer>('/v1/journeys', { residentId: resident.id, siteId: site.siteId, doses, station: 'registration' }));
    if (answer) onStarted(answer.journeyId);
  };
  if (!may('startWalkIn')) return null;
  return (
    <section className="card">
      <h2>{start.title}</h2>
      <p>{start.about}</p>
      {data && plans.length === 0 && <p className="notice warn">{start.none}</p>}
      {plans.map(([key, plan]) => <label key={key} className="choice"><input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} />{nameOf(plan)}</label>)}
      <NotDone error={error} />
      <CommandButton pending={pending} disabled={chosen.length === 0} onClick={() => void walkIn()}>{start.walk_in}</CommandButton>
    </section>
  );
}
