import { policies } from '../journey/journey-fixtures.js';
import { addDays, addMonths, toLocalDate } from '../time.js';
import { validDoses } from './coverage.js';

const BORN = toLocalDate('2024-01-31');
const EIGHT = addMonths(BORN, 8);
const EIGHTEEN = addMonths(BORN, 18);
const mmr = (doseNumber: number, givenOn = EIGHT) => ({ series: 'MMR', doseNumber, givenOn });

it.each([
  { fact: 'a first dose at the least age', doses: [mmr(1)], valid: ['MMR-1'] },
  { fact: 'none the day before', doses: [mmr(1, addDays(EIGHT, -1))], valid: [] },
  { fact: 'a second dose at its least age', doses: [mmr(1), mmr(2, EIGHTEEN)], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'no second dose before its least age', doses: [mmr(1), mmr(2, addDays(EIGHTEEN, -1))], valid: ['MMR-1'] },
  { fact: 'no second dose sooner after the first than the interval', doses: [mmr(1, EIGHTEEN), mmr(2, addDays(EIGHTEEN, 27))], valid: ['MMR-1'] },
  { fact: 'a second dose after the interval', doses: [mmr(1, EIGHTEEN), mmr(2, addDays(EIGHTEEN, 28))], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'no second dose whose first is not known', doses: [mmr(2, EIGHTEEN)], valid: [] },
  { fact: 'the earlier of two with one number', doses: [mmr(1, EIGHTEEN), mmr(1), mmr(2, addDays(EIGHTEEN, 1))], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'nothing of a series that the schedule does not have', doses: [{ series: 'Yellow', doseNumber: 1, givenOn: EIGHTEEN }], valid: [] },
])('has as valid $fact', ({ doses, valid }) => {
  expect(validDoses(doses, BORN, policies.schedule)).toEqual(valid);
});
