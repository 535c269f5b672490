import { expect, it } from '@jest/globals';
import { DAY, history, policies } from '../journey/journey-fixtures.js';
import { addDays, addMonths } from '../time.js';
import { nextDoses } from './next-visit.js';

const TOMORROW = addDays(DAY, 1);
const given = (vaccine: string, daysAgo: number, doseNumber = 1) => ({ plannedDoseId: null, vaccine, series: vaccine, doseNumber, live: vaccine === 'MMR', givenOn: addDays(DAY, -daysAgo), status: 'given' as const });
const next = (months: number, ...doses: ReturnType<typeof given>[]) => nextDoses(history({ birthDate: addMonths(DAY, -months), doses }), policies, TOMORROW);

it('after a dose of today the next of its series is proposed from its earliest day on, with what may be planned then', () => {
  const proposed = next(20, given('MMR', 0)).find(({ series }) => series === 'MMR');
  expect(proposed).toMatchObject({ doseNumber: 2, status: 'not-yet', rule: 'minimum-interval', earliestOn: addDays(DAY, 28), bookFrom: addDays(DAY, 28), plans: [{ productId: 'mmr', series: 'MMR', doseNumber: 2 }] });
});

it('what is due already may be booked from tomorrow on', () => {
  expect(next(20, given('MMR', 0)).find(({ vaccine }) => vaccine === 'HepB')).toMatchObject({ bookFrom: TOMORROW, doseNumber: 1, plans: [expect.objectContaining({ series: 'HepB', doseNumber: 1 })] });
});

it('another live vaccine is proposed when the interval is over, not before', () => {
  expect(next(20, given('MMR', 0)).find(({ vaccine }) => vaccine === 'JE-L')).toMatchObject({ rule: 'live-interval', bookFrom: addDays(DAY, 28) });
});

it('the soonest stands first, and nothing that is complete or over stands there', () => {
  const proposed = next(20, given('MMR', 0));
  expect(proposed.map(({ bookFrom }) => bookFrom)).toEqual(proposed.map(({ bookFrom }) => bookFrom).toSorted());
  expect(proposed.every(({ status }) => status !== 'complete' && status !== 'never')).toBe(true);
});
