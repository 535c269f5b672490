import { decodeJwt, decodeProtectedHeader } from 'jose';
import { toInstant } from '../domain/time.js';
import { healthCodeId, issuerKey, now } from './issuer-fixtures.js';
import { mintCode } from './mint-code.js';

it('writes five opaque claims and nothing about a person', async () => {
  const key = await issuerKey('dynamic');
  const minted = await mintCode([key], { kind: 'dynamic', healthCodeId, version: 4, now, validMs: 60_000 });
  expect(decodeProtectedHeader(minted.text)).toEqual({ alg: 'ES256', typ: 'mc-hc-dyn+jwt', kid: key.kid });
  expect(decodeJwt(minted.text)).toEqual({ sub: healthCodeId, jti: minted.jti, iat: now / 1000, exp: now / 1000 + 60, ver: 4 });
});

it('never lives longer than the policy says', async () => {
  const at = toInstant(now + 999);
  const minted = await mintCode([await issuerKey('dynamic')], { kind: 'dynamic', healthCodeId, version: 1, now: at, validMs: 60_000 });
  expect(minted.expiresAt - at).toBeLessThanOrEqual(60_000);
});

it('fits one QR symbol of version 15 at level M, which takes 412 bytes', async () => {
  const minted = await mintCode([await issuerKey('dynamic')], { kind: 'dynamic', healthCodeId, version: 9_999, now, validMs: 60_000 });
  expect(minted.text.length).toBeLessThanOrEqual(412);
});

it('gives each code its own jti', async () => {
  const key = await issuerKey('dynamic');
  const [one, two] = await Promise.all([1, 2].map(() => mintCode([key], { kind: 'dynamic', healthCodeId, version: 1, now, validMs: 60_000 })));
  expect(one?.jti).not.toBe(two?.jti);
});

it('does not sign one kind of code with the key of the other', async () => {
  await expect(mintCode([await issuerKey('static')], { kind: 'dynamic', healthCodeId, version: 1, now, validMs: 60_000 })).rejects.toThrow('no key signs dynamic codes');
});
