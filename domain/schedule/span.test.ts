import { expect, it } from '@jest/globals';
import { toLocalDate } from '../time.js';
import { addSpan, isSpan, toSpan } from './span.js';

it.each([
  ['2021-01-31', 'P1M', '2021-02-28'],
  ['2024-01-31', 'P1M', '2024-02-29'],
  ['2021-03-31', 'P1M', '2021-04-30'],
  ['2020-02-29', 'P12M', '2021-02-28'],
  ['2020-02-29', 'P1Y', '2021-02-28'],
  ['2020-02-29', 'P4Y', '2024-02-29'],
  ['2021-08-31', 'P6M', '2022-02-28'],
  ['2021-12-31', 'P28D', '2022-01-28'],
  ['2024-02-01', 'P28D', '2024-02-29'],
  ['2021-01-31', 'P1M1D', '2021-03-01'],
  ['2021-03-15', 'P0D', '2021-03-15'],
])('%s and %s is %s', (day, span, then) => {
  expect(addSpan(toLocalDate(day), toSpan(span))).toBe(then);
});

it.each(['', 'P', '28D', 'P28', 'P1W', 'PT1H', 'P-1D', 'P1.5M', 'P1D1M'])('"%s" is no age and no interval', (text) => {
  expect(isSpan(text)).toBe(false);
  expect(() => toSpan(text)).toThrow(TypeError);
});
