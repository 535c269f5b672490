import { expect, it } from '@jest/globals';
import { parseCases } from './schedule-cases.js';

const one = { id: 'a', birthDate: '2021-03-15', sex: 'male', asOf: '2021-03-15', doses: [{ vaccine: 'HepB', date: '2021-03-15' }], expect: {} };
const parse = (...cases: object[]) => parseCases(JSON.stringify({ cases }));

it('takes a case with what it has to say, and notes beside', () => {
  expect(parse({ ...one, note: 'at birth' })).toEqual([{ ...one, birthWeightGrams: null, immunoglobulins: [], exposures: [] }]);
});

it.each([
  ['a day that does not exist', { birthDate: '2021-02-29' }, /cases\.0\.birthDate/],
  ['a sex that there is not', { sex: 'f' }, /cases\.0\.sex/],
  ['a dose without a day', { doses: [{ vaccine: 'HepB' }] }, /cases\.0\.doses\.0\.date/],
  ['a forecast of no vaccine', { expect: { forecast: [{ status: 'due' }] } }, /cases\.0\.expect\.forecast\.0/],
])('refuses %s', (_, change, place) => {
  expect(() => parse({ ...one, ...change })).toThrow(place);
});

it('refuses a text without cases', () => {
  expect(() => parseCases('[]')).toThrow();
  expect(() => parseCases('{}')).toThrow(/cases/);
});
