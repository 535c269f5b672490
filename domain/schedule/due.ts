import type { ResidentHistory } from '../journey/facts.js';
import type { Policies, Product } from '../policies.js';
import type { LocalDate } from '../time.js';
import { rowsByDay } from './edition.js';
import { findIneligibility, nextOnRecord, toVaccinations } from './eligibility.js';
import { forecastDoses, type Forecast } from './forecast.js';

/** A next dose, with what of ours may be planned for it on that day and under which number of its series; empty when nothing may. */
export type DueDose = Forecast & { plans: { productId: string; series: string; doseNumber: number }[] };

/** The next dose of each course that is for the resident on a day and why, and with which product the gate would let it be given. Pure. */
export function dueDoses(history: ResidentHistory, { products, schedule }: Pick<Policies, 'products' | 'schedule'>, on: LocalDate): DueDose[] {
  const rows = rowsByDay(schedule);
  const plans = products.map((product) => planOf(product, history)).filter((plan) => findIneligibility({ plan, ownDoseIds: [], history, historyKnown: true, schedule, on }) === null);
  return forecastDoses(toVaccinations(history), on, rows).map((forecast) => {
    const row = rows(on).rows.find(({ series, vaccines }) => series === forecast.series && vaccines.includes(forecast.vaccine));
    const isOpen = forecast.status === 'due' || forecast.status === 'overdue';
    return { ...forecast, plans: plans.filter(({ vaccine }) => isOpen && row?.vaccines.includes(vaccine)).map(({ productId, series, doseNumber }) => ({ productId, series, doseNumber })) };
  });
}

function planOf({ productId, vaccine, series }: Product, history: ResidentHistory) {
  const plan = { productId, vaccine, series, plannedDoseId: null };
  return { ...plan, doseNumber: nextOnRecord(plan, history) };
}
