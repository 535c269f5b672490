import { toLocalDate } from '../../../domain/time.js';
import { ageOn } from './age.js';

it.each([
  { fact: 'on the day of birth', born: '2026-11-24', day: '2026-11-24', age: { years: 0, months: 0, days: 0, inMonths: true } },
  { fact: 'the day before a month is over', born: '2026-10-24', day: '2026-11-23', age: { years: 0, months: 0, days: 30, inMonths: true } },
  { fact: 'a child of two years and some', born: '2024-06-01', day: '2026-11-24', age: { years: 2, months: 29, days: 23, inMonths: true } },
  { fact: 'born on a day that some months have not', born: '2026-01-31', day: '2026-02-28', age: { years: 0, months: 1, days: 0, inMonths: true } },
  { fact: 'from seven years on in years', born: '2019-11-24', day: '2026-11-24', age: { years: 7, months: 84, days: 0, inMonths: false } },
])('$fact', ({ born, day, age }) => {
  expect(ageOn(toLocalDate(born), toLocalDate(day))).toEqual(age);
});
