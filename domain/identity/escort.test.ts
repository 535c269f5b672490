import { toId } from '../ids.js';
import { toLocalDate } from '../time.js';
import { escortRefusal, type EscortAuthorisation } from './escort.js';

const authorisation = (change: Partial<EscortAuthorisation> = {}): EscortAuthorisation => ({
  authorisationId: toId('00000000-0000-7000-8000-000000000001'), products: ['mmr'], validFrom: toLocalDate('2026-03-01'), validUntil: toLocalDate('2026-03-31'), revoked: false, ...change,
});

it.each([
  { fact: 'on the first day', on: '2026-03-01', rule: null },
  { fact: 'the day before', on: '2026-02-28', rule: 'not-yet-valid' },
  { fact: 'on the last day', on: '2026-03-31', rule: null },
  { fact: 'the day after', on: '2026-04-01', rule: 'no-longer-valid' },
])('an authorisation for March is good or not $fact', ({ on, rule }) => {
  expect(escortRefusal(authorisation(), 'mmr', toLocalDate(on))).toBe(rule);
});

it.each([
  { fact: 'nothing on record for this resident', known: null, product: 'mmr', rule: 'none-on-record' },
  { fact: 'one that was revoked', known: authorisation({ revoked: true }), product: 'mmr', rule: 'revoked' },
  { fact: 'one for another product', known: authorisation(), product: 'hepb-10', rule: 'other-product' },
  { fact: 'one for whatever is planned', known: authorisation({ products: null }), product: 'hepb-10', rule: null },
])('says $rule of $fact', ({ known, product, rule }) => {
  expect(escortRefusal(known, product, toLocalDate('2026-03-02'))).toBe(rule);
});
