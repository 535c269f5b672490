import { readClientKey } from './client-keys.js';
import { clientPlaceFault } from './clients.js';
import { toAreaCode, toId } from '../ids.js';

const P256 = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) };
const P384 = { kty: 'EC', crv: 'P-384', x: 'x'.repeat(64), y: 'y'.repeat(64) };
const RSA = { kty: 'RSA', n: 'n'.repeat(342), e: 'AQAB' };

it.each([[P256, 'ES256'], [P384, 'ES384'], [RSA, 'RS384']])('takes %j for %s', (jwk, alg) => {
  expect(readClientKey(jwk)).toEqual({ ok: true, key: { ...jwk, alg, use: 'sig' } });
  expect(readClientKey({ ...jwk, alg, use: 'sig', kid: 'k-1', key_ops: ['verify'], x5u: 'https://elsewhere.example' })).toEqual({ ok: true, key: { ...jwk, alg, use: 'sig', kid: 'k-1' } });
});

it.each<[object, string]>([
  [{ ...P256, d: 'd' }, 'private-key'],
  [{ ...P256, d: null }, 'private-key'],
  [{ ...RSA, p: 'p', q: 'q' }, 'private-key'],
  [{ kty: 'oct', k: 'secret' }, 'private-key'],
  [{ ...P256, alg: 'none' }, 'wrong-alg'],
  [{ ...P256, alg: 'ES384' }, 'wrong-alg'],
  [{ ...RSA, alg: 'RS256' }, 'wrong-alg'],
  [{ ...RSA, alg: 'HS256' }, 'wrong-alg'],
  [{ ...P256, crv: 'secp256k1' }, 'unsupported-key'],
  [{ ...P256, crv: 'constructor' }, 'unsupported-key'],
  [{ kty: 'OKP', crv: 'Ed25519', x: 'x'.repeat(43) }, 'unsupported-key'],
  [{}, 'unsupported-key'],
  [{ ...P256, use: 'enc' }, 'not-for-signing'],
  [{ ...P256, key_ops: ['sign', 'verify'] }, 'not-for-signing'],
  [{ ...P256, x: 'x'.repeat(42) }, 'not-a-key'],
  [{ ...P256, y: undefined }, 'not-a-key'],
  [{ ...RSA, n: 'with spaces' }, 'not-a-key'],
  [{ ...P256, kid: 'a b' }, 'not-a-key'],
])('refuses %j as %s', (jwk, rule) => {
  expect(readClientKey(jwk as Record<string, unknown>)).toEqual({ ok: false, rule });
});

const siteIds = [toId<'site'>('0192d3a0-0000-7000-8000-000000000001')];
const areaCode = toAreaCode('440000');

it.each([
  ['site-client', null, siteIds, null], ['site-client', null, [], { field: 'siteIds', rule: 'needed-by-kind' }], ['site-client', areaCode, siteIds, { field: 'areaCode', rule: 'not-of-kind' }],
  ['channel', null, [], null], ['channel', null, siteIds, { field: 'siteIds', rule: 'not-of-kind' }], ['channel', areaCode, [], { field: 'areaCode', rule: 'not-of-kind' }],
  ['operator', areaCode, [], null], ['operator', null, [], { field: 'areaCode', rule: 'needed-by-kind' }], ['operator', areaCode, siteIds, { field: 'siteIds', rule: 'not-of-kind' }],
] as const)('a %s with area %s and sites %j: %j', (kind, area, sites, fault) => {
  expect(clientPlaceFault({ kind, areaCode: area, siteIds: sites })).toEqual(fault);
});
