import { expect, it } from '@jest/globals';
import { DAY, policies } from '../journey/journey-fixtures.js';
import { addDays, addMonths } from '../time.js';
import { certificateKind, printRefusal } from './certificate.js';

it('is a line of the booklet until the day before the eighteenth birthday, and a voucher from then on', () => {
  const birthday = addMonths(DAY, -18 * 12);
  expect([certificateKind(addDays(birthday, 1), DAY, policies), certificateKind(birthday, DAY, policies)]).toEqual(['booklet', 'voucher']);
});

it.each([
  { fact: 'nothing that counts is not printed (H11)', asked: { doses: 0, printed: 0, reason: null }, code: 'nothing-to-print' },
  { fact: 'nothing that counts is not printed for a reason either (H11)', asked: { doses: 0, printed: 1, reason: 'lost' as const }, code: 'nothing-to-print' },
  { fact: 'the first print needs no reason', asked: { doses: 2, printed: 0, reason: null }, code: undefined },
  { fact: 'a later one needs one', asked: { doses: 2, printed: 1, reason: null }, code: 'reason-required' },
  { fact: 'a later one has one', asked: { doses: 2, printed: 4, reason: 'damaged' as const }, code: undefined },
])('$fact', ({ asked, code }) => {
  expect(printRefusal(asked)?.code).toBe(code);
});
