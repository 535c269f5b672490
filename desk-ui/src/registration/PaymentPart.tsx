import type { Journey } from '../../../contracts/journeys.js';
import { PAYMENT_METHODS } from '../../../domain/payment/price.js';
import { useDesk } from '../frame/desk.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { NotDone } from '../layout/NotDone.js';
import { yuan } from './money.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';
import type { OpenCommands } from '../frame/use-visit.js';

/** What is to be paid after its consent, at the price of the day, and how it came. Nothing where every dose is free. */
export function PaymentPart({ journey, commands }: { journey: Journey; commands: OpenCommands }) {
  const { payment: texts } = useTexts(registrationTexts);
  const words = useWords();
  const { site } = useDesk();
  const nameOf = useDoseName();
  const { send, pending, error } = useCommand(journey.id);
  const unpaid = journey.doses.flatMap((dose) => {
    const price = site.products.find(({ productId }) => productId === dose.productId)?.price;
    const waits = commands.doses.some(({ plannedDoseId, firstOpenGate }) => plannedDoseId === dose.plannedDoseId && firstOpenGate === 'settled');
    return price && waits ? [{ dose, amountFen: price.vaccineFen + price.feeFen }] : [];
  });
  if (unpaid.length === 0) return null;
  return (
    <section className="card">
      <h2>{texts.title}</h2>
      {unpaid.map(({ dose, amountFen }) => (
        <div key={dose.plannedDoseId}>
          <p className="large">{fill(texts.due, { name: nameOf(dose), total: yuan(amountFen) })}</p>
          <div className="row">
            {PAYMENT_METHODS.map((method) => <button key={method} type="button" aria-disabled={pending} onClick={() => pending || void send({ type: 'recordPayment', data: { plannedDoseId: dose.plannedDoseId, amountFen, method }, station: 'cashier' })}>{fill(texts.paid, { method: words('method', method) })}</button>)}
          </div>
        </div>
      ))}
      <NotDone error={error} />
    </section>
  );
}
