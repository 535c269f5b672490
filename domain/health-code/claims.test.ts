import { kindOfTyp, readClaims } from './claims.js';

const claims = { sub: '0193a1b2-0000-7000-8000-000000000001', jti: '0193a1b2-0000-7000-8000-000000000002', iat: 1_790_000_000, exp: 1_790_000_060, ver: 1 };

it('reads the five claims of a code', () => {
  expect(readClaims(claims)).toEqual(claims);
});

it.each([
  { fact: 'a claim more', payload: { ...claims, name: 'x' } },
  { fact: 'a claim less', payload: { ...claims, ver: undefined } },
  { fact: 'a subject that is no id of ours', payload: { ...claims, sub: '440524188001010014' } },
  { fact: 'an end before its beginning', payload: { ...claims, exp: claims.iat } },
  { fact: 'times as text', payload: { ...claims, exp: '1790000060' } },
  { fact: 'a time beyond all calendars', payload: { ...claims, exp: Number.MAX_SAFE_INTEGER } },
  { fact: 'version 0', payload: { ...claims, ver: 0 } },
  { fact: 'an array', payload: [claims] },
  { fact: 'null', payload: null },
])('refuses $fact', ({ payload }) => {
  expect(readClaims(payload)).toBeNull();
});

it('knows its own types only', () => {
  expect([kindOfTyp('mc-hc-dyn+jwt'), kindOfTyp('mc-hc-sta+jwt'), kindOfTyp('at+jwt'), kindOfTyp(undefined)]).toEqual(['dynamic', 'static', null, null]);
});
