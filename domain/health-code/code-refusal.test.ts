import { toInstant } from '../time.js';
import { FORGERY_REASONS, refusalOfCode, refusalOfStanding } from './code-refusal.js';

it('answers every forgery alike', () => {
  expect(new Set(FORGERY_REASONS.map((reason) => JSON.stringify(refusalOfCode({ reason }))))).toEqual(new Set(['{"code":"code-invalid"}']));
});

it('says when an honest code ended', () => {
  expect(refusalOfCode({ reason: 'expired', expiredAt: toInstant(5) })).toEqual({ code: 'code-expired', expiredAt: 5 });
});

describe('the standing of a code', () => {
  const code = { codeVersion: 2, jti: 'a' };
  const good = { status: 'normal', version: 2, jtiUsed: false } as const;

  it.each([
    { fact: 'accepts a normal code shown for the first time', shown: code, standing: good, refusal: null },
    { fact: 'refuses a suspended code', shown: code, standing: { ...good, status: 'suspended' as const }, refusal: { reason: 'suspended' } },
    { fact: 'refuses a text of an earlier version', shown: { ...code, codeVersion: 1 }, standing: good, refusal: { reason: 'superseded' } },
    { fact: 'refuses a dynamic code shown again', shown: code, standing: { ...good, jtiUsed: true }, refusal: { reason: 'replayed' } },
    { fact: 'accepts a static code shown again', shown: { ...code, jti: null }, standing: { ...good, jtiUsed: true }, refusal: null },
  ])('$fact', ({ shown, standing, refusal }) => {
    expect(refusalOfStanding(shown, standing)).toEqual(refusal);
  });
});
