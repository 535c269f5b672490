import { priceOn, totalFen } from '../../payment/price.js';
import { refuse } from '../../refusals.js';
import { localDateOf } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import { firstOpenGate } from '../gates.js';
import { findDose, isDone } from '../state.js';
import { productOf, type Asked } from './asked.js';

/** Law art. 49: no fee of any kind on a free dose; a self-paid one is paid in full after its consent, at the price of the day. */
export function recordPayment({ state, data, facts, now }: Asked<'recordPayment'>): Decision {
  const { plannedDoseId, amountFen, method } = data;
  const dose = findDose(state, plannedDoseId);
  if (!dose) return refuse({ code: 'unknown-planned-dose', plannedDoseId });
  const { productId } = dose;
  const product = productOf(facts, productId);
  if (!product) return refuse({ code: 'product-unknown', productId });
  if (product.free) return refuse({ code: 'fee-on-free-dose', plannedDoseId });
  if (isDone(dose)) return refuse({ code: 'dose-already-settled', plannedDoseId, state: 'done' });
  if (dose.settled) return refuse({ code: 'already-paid', plannedDoseId });
  const gate = firstOpenGate(state, dose, 'settled');
  if (gate) return refuse({ code: 'gate-open', gate, plannedDoseId });
  const day = localDateOf(now);
  const price = priceOn(product.prices, day);
  if (!price) return refuse({ code: 'price-unknown', productId, day });
  if (amountFen !== totalFen(price)) return refuse({ code: 'amount-differs', expectedFen: totalFen(price), plannedDoseId });
  if (method === null) return refuse({ code: 'payment-method-required', plannedDoseId });
  return decided([{ type: 'paymentSettled', data: { plannedDoseId, fee: 'paid', amountFen, method } }]);
}
