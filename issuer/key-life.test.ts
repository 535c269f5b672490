import { toInstant } from '../domain/time.js';
import { createIssuer } from './create-issuer.js';
import { issuerKey, healthCodeId, now, VALID_MS } from './issuer-fixtures.js';
import { destroyRetired, keyStateAt, revoke, rotate, signingKeyOf } from './key-life.js';
import { generateKeyRecord, toIssuerKey } from './key.js';

const DAY_MS = 86_400_000;
const rotation = { announceMs: DAY_MS, overlapMs: DAY_MS };
const after = (ms: number) => toInstant(now + ms);

it('publishes, switches, overlaps and retires in that order', async () => {
  const old = await generateKeyRecord('dynamic', toInstant(0));
  const next = await generateKeyRecord('dynamic', now);
  const keys = rotate([old], next, now, rotation);
  const statesAt = (ms: number): string[] => keys.map((key) => keyStateAt(key, after(ms)));
  expect([-1, 0, DAY_MS - 1, DAY_MS, 2 * DAY_MS - 1, 2 * DAY_MS].map(statesAt)).toEqual([
    ['signing', 'unpublished'], ['signing', 'announced'], ['signing', 'announced'], ['overlap', 'signing'], ['overlap', 'signing'], ['retired', 'signing'],
  ]);
});

it('always has one key to sign with, and every code stays good through a rotation', async () => {
  const next = await generateKeyRecord('dynamic', now);
  const keys = await Promise.all(rotate([await generateKeyRecord('dynamic', toInstant(0))], next, now, rotation).map(toIssuerKey));
  const issuer = createIssuer({ keys: () => keys, clockSkewMs: 0 });
  for (const ms of [0, DAY_MS - 1, DAY_MS, 2 * DAY_MS]) {
    const { text } = await issuer.mint({ kind: 'dynamic', healthCodeId, version: 1, now: after(ms), validMs: VALID_MS });
    expect(await issuer.check(text, after(ms + VALID_MS - 1000))).toMatchObject({ ok: true });
  }
});

it('leaves the keys of the other kind alone', async () => {
  const other = await generateKeyRecord('static', toInstant(0));
  expect(rotate([other], await generateKeyRecord('dynamic', now), now, rotation)[0]).toEqual(other);
});

it('publishes public members only, without retired and revoked keys', async () => {
  const [good, revoked, retired] = await Promise.all([issuerKey('dynamic'), issuerKey('dynamic', { revokedAt: now }), issuerKey('static', { retiresAt: now })]);
  const issuer = createIssuer({ keys: () => [good, revoked, retired], clockSkewMs: 0 });
  expect(issuer.jwks(now)).toEqual({ keys: [{ kty: 'EC', crv: 'P-256', x: good.x, y: good.y, kid: good.kid, use: 'sig', alg: 'ES256' }] });
});

it('revokes one key at once and destroys its private half', async () => {
  const [bad, good] = await Promise.all([generateKeyRecord('dynamic', toInstant(0)), generateKeyRecord('dynamic', toInstant(0))]);
  const [first, second] = destroyRetired(revoke([bad, good], bad.kid, now), now);
  expect([first?.d, second?.d]).toEqual([undefined, good.d]);
  expect(signingKeyOf([first ?? bad, good], 'dynamic', now)?.kid).toBe(good.kid);
});
