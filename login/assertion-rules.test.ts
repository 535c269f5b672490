import { assertAssertionRules } from './assertion-rules.js';

const now = 1_790_000_000;
const good = { exp: now + 300, iat: now, jti: 'a' };

it.each([
  { fact: 'one that ends in 5 minutes', claims: good },
  { fact: 'one without iat', claims: { exp: now + 60, jti: 'a' } },
  { fact: 'one from a clock slightly ahead', claims: { ...good, iat: now + 5, exp: now + 305 } },
])('accepts $fact', ({ claims }) => {
  expect(() => assertAssertionRules(claims, now)).not.toThrow();
});

it.each([
  { fact: 'an hour of life', claims: { ...good, exp: now + 3600 } },
  { fact: 'no end', claims: { ...good, exp: undefined } },
  { fact: 'an iat in the future', claims: { ...good, iat: now + 60 } },
  { fact: 'an iat that is no number', claims: { ...good, iat: '1' } },
  { fact: 'a jti of a megabyte', claims: { ...good, jti: 'a'.repeat(1_000_000) } },
  { fact: 'no jti', claims: { ...good, jti: undefined } },
])('refuses $fact with 401', ({ claims }) => {
  expect(() => assertAssertionRules(claims, now)).toThrow(expect.objectContaining({ statusCode: 401, message: 'invalid_client' }));
});
