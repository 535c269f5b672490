import { rowFor, rowsByDay, rowsOn, type Edition } from '../schedule/edition.js';
import { evaluateDoses, type DoseRule, type RowsOn } from '../schedule/evaluate.js';
import { forecastDoses, type Forecast } from '../schedule/forecast.js';
import type { GivenDose, VaccinationHistory } from '../schedule/history.js';
import type { Product } from '../policies.js';
import { addDays, addMonths, type LocalDate } from '../time.js';
import type { Around, PolicyFault } from './examples.js';

/** A child of the programme who has come on each day on which a dose could be given has them all by then; more visits than any schedule has. */
const CHILDHOOD = { years: 12, visits: 60 };

/** What no edition of the schedule may decide otherwise, by the rows that would be in force with the draft from `on` on. */
export function scheduleFaults({ policies: { schedule, products }, before, on }: Around): PolicyFault[] {
  const rows = rowsByDay(schedule);
  const examples = EXAMPLES.filter(({ goesWell }) => !goesWell(rows, on)).map(({ example }) => ({ field: 'editions', rule: `example: ${example}` }));
  return [
    ...examples,
    ...products.flatMap(({ vaccine, productId }) => (isInSchedule(schedule, vaccine, on) ? [] : [{ field: 'editions', rule: `rule-for-product: ${productId}` }])),
    // A dose keeps the verdict of the edition of its day.
    ...before.schedule.flatMap(({ edition, validFrom }) => (validFrom > on || schedule.some((one) => one.edition === edition) ? [] : [{ field: 'editions', rule: `keeps-edition: ${edition}` }])),
  ];
}

export function isInSchedule(schedule: readonly Edition[], vaccine: string, on: LocalDate): boolean {
  return rowFor(rowsOn(schedule, on), vaccine) !== undefined;
}

/** Vaccines that finish each other's doses are booked and claimed as one series. */
export function hasOneSeries(schedule: readonly Edition[], products: readonly Product[], { vaccine, series }: Product, on: LocalDate): boolean {
  const row = rowFor(rowsOn(schedule, on), vaccine);
  return products.every((other) => other.series === series || !row?.vaccines.includes(other.vaccine));
}

const EXAMPLES: { example: string; goesWell: (rows: RowsOn, on: LocalDate) => boolean }[] = [
  { example: 'newborn-bcg-and-hepb', goesWell: (rows, on) => ['BCG', 'HepB'].every((vaccine) => ruleOf(rows, child(on, [{ vaccine, on }])) === null) },
  { example: 'no-bcg-from-4-years', goesWell: (rows, on) => ruleOf(rows, child(addMonths(on, -48), [{ vaccine: 'BCG', on }])) === 'maximum-age' },
  // Norms 4.1.3
  { example: 'live-vaccines-28-days-apart', goesWell: (rows, on) => liveApart(rows, on, 27) === 'live-interval' && liveApart(rows, on, 28) === null },
  { example: 'child-can-finish', goesWell: (rows, on) => canFinish(rows, on) },
];

const child = (birthDate: LocalDate, doses: GivenDose[]): VaccinationHistory => ({ birthDate, sex: 'female', birthWeightGrams: null, doses, immunoglobulins: [], exposures: [] });

/** Of the last dose; undefined where there is none. */
function ruleOf(rows: RowsOn, history: VaccinationHistory): DoseRule | null | undefined {
  return evaluateDoses(history, rows).at(-1)?.rule;
}

function liveApart(rows: RowsOn, on: LocalDate, days: number): DoseRule | null | undefined {
  return ruleOf(rows, child(addMonths(on, -36), [{ vaccine: 'MMR', on: addDays(on, -days) }, { vaccine: 'JE-L', on }]));
}

/** Each dose of the programme on the first day on which it may be given, from birth on: none of them is found invalid, and none is missing at the end. */
function canFinish(rows: RowsOn, bornOn: LocalDate): boolean {
  let history = child(bornOn, []);
  let today = bornOn;
  const lastDay = addMonths(bornOn, CHILDHOOD.years * 12);
  for (let visits = 0; visits < CHILDHOOD.visits; visits += 1) {
    const open = forecastDoses(history, today, rows).filter(isOpen);
    const next = open.sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1))[0];
    if (!next || dayOf(next) > lastDay) break;
    today = dayOf(next) > today ? dayOf(next) : today;
    history = { ...history, doses: [...history.doses, { vaccine: next.vaccine, on: today }] };
    if (ruleOf(rows, history) !== null) return false;
  }
  const national = forecastDoses(history, lastDay, rows).filter(({ programme }) => programme === 'national');
  const complete = national.filter(({ status }) => status === 'complete').map(({ series }) => series);
  return national.every((one) => complete.includes(one.series) || (isOpen(one) && dayOf(one) > lastDay));
}

const isOpen = ({ status, programme }: Forecast) => programme === 'national' && (status === 'due' || status === 'overdue' || status === 'not-yet');
const dayOf = ({ earliestOn }: Forecast): LocalDate => earliestOn ?? ('9999-12-31' as LocalDate);
