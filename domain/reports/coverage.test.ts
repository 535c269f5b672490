import { policies } from '../journey/journey-fixtures.js';
import { addDays, addMonths, toLocalDate } from '../time.js';
import { rowsByDay } from '../schedule/edition.js';
import { reportedDoses, validDoses, type KnownDose } from './coverage.js';

const BORN = toLocalDate('2024-01-31');
const EIGHT = addMonths(BORN, 8);
const EIGHTEEN = addMonths(BORN, 18);
const mmr = (givenOn = EIGHT): KnownDose => ({ vaccine: 'MMR', series: 'MMR', givenOn });

it.each([
  { fact: 'a first dose at the least age', doses: [mmr()], valid: ['MMR-1'] },
  { fact: 'none the day before', doses: [mmr(addDays(EIGHT, -1))], valid: [] },
  { fact: 'a second dose at its least age', doses: [mmr(), mmr(EIGHTEEN)], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'no second dose before its least age', doses: [mmr(), mmr(addDays(EIGHTEEN, -1))], valid: ['MMR-1'] },
  { fact: 'no second dose sooner after the first than the interval', doses: [mmr(EIGHTEEN), mmr(addDays(EIGHTEEN, 27))], valid: ['MMR-1'] },
  { fact: 'a second dose after the interval, in whatever order they are on record', doses: [mmr(addDays(EIGHTEEN, 28)), mmr(EIGHTEEN)], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'no third dose of two', doses: [mmr(), mmr(EIGHTEEN), mmr(addDays(EIGHTEEN, 100))], valid: ['MMR-1', 'MMR-2'] },
  { fact: 'each series by itself', doses: [mmr(), { vaccine: 'IPV', series: 'Polio', givenOn: EIGHT }], valid: ['MMR-1', 'Polio-1'] },
  { fact: 'nothing of a vaccine that the schedule does not have', doses: [{ vaccine: 'Yellow', series: 'Yellow', givenOn: EIGHTEEN }], valid: [] },
])('has as valid $fact', ({ doses, valid }) => {
  expect(validDoses(doses, { birthDate: BORN, sex: 'female' }, rowsByDay(policies.schedule))).toEqual(valid);
});

it('reports of each dose of the series of products, from the age on at which it may be given', () => {
  const doses = reportedDoses(policies, toLocalDate('2026-11-28'));
  expect(doses.filter(({ series }) => series === 'DTaP').map(({ dueMonths }) => dueMonths)).toEqual([2, 4, 6, 18, 72]);
  expect(doses.filter(({ series }) => series === 'MPSV-AC')).toEqual([{ series: 'MPSV-AC', doseNumber: 1, dueMonths: 36 }, { series: 'MPSV-AC', doseNumber: 2, dueMonths: 72 }]);
  expect(doses.filter(({ series }) => series === 'CovidI').map(({ dueMonths }) => dueMonths)).toEqual([36, 36, 36]);
});
