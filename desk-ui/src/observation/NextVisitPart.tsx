import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CommandAnswer } from '../../../contracts/journey-commands.js';
import type { NextDose } from '../../../contracts/next-visits.js';
import type { Session } from '../../../contracts/sessions.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { api } from '../api.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { isBookable, keyOf, planIn, sessionsFor } from './next-visit.js';
import { useDoseName } from './use-dose-name.js';
import { useObservationTexts } from './use-told.js';

type Next = { booked: { journeyId: string; day: string }[]; data: NextDose[] };

/** Norms 10.1: the next vaccine and its day are agreed before the resident leaves. */
export function NextVisitPart({ journeyId }: { journeyId: string }) {
  const words = useObservationTexts().next;
  const { data, error, refetch } = useApi<Next>(['journeys', journeyId, 'next-doses'], `/v1/journeys/${journeyId}/next-doses`);
  return (
    <section className="card">
      <h3>{words.title}</h3>
      {!data && (error ? <LoadError error={error} retry={() => void refetch()} /> : <Loading />)}
      {data && data.booked.length > 0 && <p className="notice good">✓ {fill(words.booked, { days: data.booked.map(({ day }) => day).join(' · ') })}</p>}
      {data && (data.data.length === 0 ? <p>{words.none}</p> : <Choice journeyId={journeyId} doses={data.data} />)}
    </section>
  );
}

function Choice({ journeyId, doses }: { journeyId: string; doses: NextDose[] }) {
  const words = useObservationTexts().next;
  const { products } = useDesk().site;
  const queries = useQueryClient();
  const { pending, error, ask } = useAsking();
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [bookedOn, setBookedOn] = useState<string | null>(null);
  const vaccineOf = (productId: string) => products.find((one) => one.productId === productId)?.vaccine;
  const chosen = doses.filter((dose) => keys.includes(keyOf(dose)));
  const elsewhere = doses.filter((dose) => !isBookable(dose));
  const sessions = sessionsFor(chosen, vaccineOf);
  const book = async (session: Session, slotId: string) => {
    const planned = chosen.flatMap((dose) => planIn(dose, session, vaccineOf) ?? []).map(({ productId, doseNumber }) => ({ productId, doseNumber }));
    const answer = await ask(() => api.post<CommandAnswer>(`/v1/journeys/${journeyId}/next-visit`, { slotId, doses: planned }));
    if (answer) {
      setKeys([]);
      setBookedOn(session.day);
    }
    await queries.invalidateQueries({ queryKey: ['journeys', journeyId, 'next-doses'] });
  };
  return (
    <>
      <ul className="plain">{doses.filter(isBookable).map((dose) => <li key={keyOf(dose)}><DoseChoice dose={dose} checked={keys.includes(keyOf(dose))} onChange={(on) => setKeys(on ? [...keys, keyOf(dose)] : keys.filter((key) => key !== keyOf(dose)))} /></li>)}</ul>
      {elsewhere.length > 0 && <p className="hint">{fill(words.no_plan, { vaccines: elsewhere.map(({ vaccine }) => vaccine).join(' · ') })}</p>}
      {chosen.length > 0 && (
        <fieldset>
          <legend>{words.session}</legend>
          {sessions.length === 0 && <p className="notice warn">{words.no_session}</p>}
          <div className="row">
            {sessions.flatMap((session) => session.slots.map((slot) => (
              <CommandButton key={slot.id} className="" pending={pending} onClick={() => void book(session, slot.id)}>
                {fill(words.book, { day: session.day, time: `${clockTime(slot.startsAt)}–${clockTime(slot.endsAt)}` })} <span className="soft">{fill(words.free, { free: slot.free })}</span>
              </CommandButton>
            )))}
          </div>
        </fieldset>
      )}
      {bookedOn && <p role="status" className="notice good">✓ {fill(words.done, { day: bookedOn })}</p>}
      <NotDone error={error} />
    </>
  );
}

function DoseChoice({ dose, checked, onChange }: { dose: NextDose; checked: boolean; onChange: (on: boolean) => void }) {
  const words = useObservationTexts().next;
  const names = useWords();
  const doseName = useDoseName();
  const { vaccine, doseNumber, bookFrom, overdueOn, rule, edition, plans: [plan] } = dose;
  const facts = [
    fill(words.from, { day: bookFrom }), ...(overdueOn ? [overdueOn <= bookFrom ? words.is_overdue : fill(words.overdue, { day: overdueOn })] : []), ...(rule ? [fill(words.why, { rule: names('rule', rule), edition })] : []),
  ];
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span><strong>{doseName({ productId: plan?.productId ?? vaccine, doseNumber })}</strong> <span className="soft">{facts.join(' · ')}</span></span>
    </label>
  );
}
