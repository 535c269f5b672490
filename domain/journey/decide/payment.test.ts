import { addDays, toLocalDate } from '../../time.js';
import { firstOpenGate } from '../gates.js';
import { allNo, command, DAY, dose, foundNone, history, JourneyUnderTest, policies } from '../journey-fixtures.js';

const INFORMED = ['product', 'effect', 'contraindications', 'cautions', 'reactions', 'compensation'];
const consent = (change = {}) => command('recordConsent', { relation: 'self', consentText: 'self-paid-consent@2023-1', informed: [...INFORMED, 'price', 'fee'], ...change });
const pay = (change = {}) => command('recordPayment', { amountFen: 22_300, method: 'scan-to-pay', ...change });

/** An adult who came for PPV23 at their own expense, as far as the pre-check. */
function adult(from = DAY): JourneyUnderTest {
  const products = policies.products.map((product) => (product.free ? product : { ...product, prices: [{ from, vaccineFen: 19_800, feeFen: 2_500 }] }));
  const journey = new JourneyUnderTest({ policies: { ...policies, products }, history: history({ birthDate: toLocalDate('1990-01-01') }) });
  journey.through(command('walkIn', { doses: [{ plannedDoseId: dose(1), productId: 'ppv23', doseNumber: 1 }] }), command('identify'));
  return journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck', { answers: allNo() }));
}

describe('a self-paid dose', () => {
  it.each(['price', 'fee'])('is informed of with its %s, whichever text was taken', (item) => {
    const informed = [...INFORMED, 'price', 'fee'].filter((one) => one !== item);
    for (const consentText of ['self-paid-consent@2023-1', 'nip-consent@2023-1']) {
      expect(adult().send(consent({ informed, consentText }))).toEqual({ ok: false, refusal: { code: 'informing-not-done', item } });
    }
  });

  it('waits for its payment, which opens its gate and stands in the log with amount and method', () => {
    const journey = adult().through(consent());
    expect(firstOpenGate(journey.current, journey.current.doses[0]!)).toBe('settled');
    journey.through(pay());
    expect(firstOpenGate(journey.current, journey.current.doses[0]!)).toBe('checklist');
    expect(journey.log.at(-1)).toMatchObject({ type: 'paymentSettled', data: { plannedDoseId: dose(1), fee: 'paid', amountFen: 22_300, method: 'scan-to-pay' } });
  });

  it('is paid after its consent, once', () => {
    const journey = adult();
    expect(journey.send(pay())).toMatchObject({ refusal: { code: 'gate-open', gate: 'consent' } });
    journey.through(consent(), pay());
    expect(journey.send(pay())).toEqual({ ok: false, refusal: { code: 'already-paid', plannedDoseId: dose(1) } });
  });

  it.each([22_299, 22_301, 19_800, 0])('is not paid by %i fen, which names what is due', (amountFen) => {
    expect(adult().through(consent()).send(pay({ amountFen }))).toEqual({ ok: false, refusal: { code: 'amount-differs', expectedFen: 22_300, plannedDoseId: dose(1) } });
  });

  it('has its price from its first day on', () => {
    expect(adult(DAY).through(consent()).send(pay()).ok).toBe(true);
    expect(adult(addDays(DAY, 1)).through(consent()).send(pay())).toEqual({ ok: false, refusal: { code: 'price-unknown', productId: 'ppv23', day: DAY } });
  });

  it('says how it was paid', () => {
    expect(adult().through(consent()).send(pay({ method: null }))).toMatchObject({ refusal: { code: 'payment-method-required' } });
  });

  it('costs nothing that is not given, and takes no payment then', () => {
    const journey = adult().through(command('planDose', { dose: { plannedDoseId: dose(2), productId: 'covid-i', doseNumber: 1 } }), command('notGiven'));
    expect(journey.send(pay())).toMatchObject({ refusal: { code: 'dose-already-settled' } });
  });
});
