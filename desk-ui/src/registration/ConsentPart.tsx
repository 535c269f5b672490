import type { Journey } from '../../../contracts/journeys.js';
import type { Resident } from '../../../contracts/residents.js';
import { useDesk } from '../frame/desk.js';
import { useTexts } from '../i18n/language.js';
import { ConsentForm } from './ConsentForm.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';
import type { OpenCommands } from '../frame/use-visit.js';

const SIGNED = ['consented', 'settled', 'verified'];

/** Free and self-paid doses have texts of their own, since of the latter also the price is told. What is signed already is said. */
export function ConsentPart({ journey, commands, resident }: { journey: Journey; commands: OpenCommands; resident: Resident }) {
  const { consent: texts } = useTexts(registrationTexts);
  const { site } = useDesk();
  const nameOf = useDoseName();
  const stateOf = (id: string) => commands.doses.find(({ plannedDoseId }) => plannedDoseId === id)?.state ?? 'planned';
  const wanted = journey.doses.filter(({ given, notGiven, plannedDoseId }) => !given && !notGiven && !SIGNED.includes(stateOf(plannedDoseId)));
  const isFree = ({ productId }: { productId: string }) => site.products.find((product) => product.productId === productId)?.free ?? true;
  const groups = [{ title: texts.for_free, doses: wanted.filter(isFree), paid: false }, { title: texts.for_paid, doses: wanted.filter((dose) => !isFree(dose)), paid: true }];
  return (
    <section className="card">
      <h2>{texts.title}</h2>
      <ul className="plain">{journey.doses.filter(({ plannedDoseId }) => SIGNED.includes(stateOf(plannedDoseId))).map((dose) => <li key={dose.plannedDoseId} className="notice good">{nameOf(dose)} · {texts.done}</li>)}</ul>
      {groups.filter(({ doses }) => doses.length > 0).map(({ title, doses, paid }) => <ConsentForm key={String(paid)} title={title} paid={paid} doses={doses} journeyId={journey.id} resident={resident} />)}
    </section>
  );
}
