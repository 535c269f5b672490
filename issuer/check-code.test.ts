import { createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import { HEALTH_CODE_TYP } from '../domain/health-code/claims.js';
import { refusalOfCode, refusalOfStanding } from '../domain/health-code/code-refusal.js';
import { toInstant } from '../domain/time.js';
import { checkCode, checkOfflineCode, type CodeCheck } from './check-code.js';
import { assemble, forge, goodClaims, healthCodeId, issuerKey, now, VALID_MS } from './issuer-fixtures.js';
import type { IssuerKey } from './key.js';
import { mintCode, type MintedCode } from './mint-code.js';

const clockSkewMs = 5_000;
let key: IssuerKey;
let staticKey: IssuerKey;
let minted: MintedCode;

beforeAll(async () => {
  [key, staticKey] = await Promise.all([issuerKey('dynamic'), issuerKey('static')]);
  minted = await mintCode([key, staticKey], { kind: 'dynamic', healthCodeId, version: 1, now, validMs: VALID_MS });
});

const check = (text: string, at = now): Promise<CodeCheck> => checkCode([key, staticKey], text, at, { clockSkewMs });
const reasonOf = (result: CodeCheck): string => (result.ok ? 'accepted' : result.refusal.reason);
const header = (): Record<string, unknown> => ({ alg: 'ES256', typ: HEALTH_CODE_TYP.dynamic, kid: key.kid });

it('accepts a fresh code and hands over what the door needs', async () => {
  expect(await check(minted.text)).toEqual({
    ok: true,
    code: { kind: 'dynamic', healthCodeId, codeVersion: 1, jti: minted.jti, expiresAt: minted.expiresAt + clockSkewMs },
  });
});

it('gives a static code no jti to consume', async () => {
  const { text } = await mintCode([key, staticKey], { kind: 'static', healthCodeId, version: 3, now, validMs: 365 * 86_400_000 });
  expect(await check(text, toInstant(now + 300 * 86_400_000))).toMatchObject({ ok: true, code: { kind: 'static', codeVersion: 3, jti: null } });
});

it('gives a code shown twice the same jti, which the store refuses (A1)', async () => {
  const [first, second] = [await check(minted.text), await check(minted.text)];
  if (!first.ok || !second.ok) throw new Error('both must be genuine');
  expect(second.code.jti).toBe(first.code.jti);
  expect(refusalOfStanding(second.code, { status: 'normal', version: 1, jtiUsed: true })).toEqual({ reason: 'replayed' });
});

describe('time (A3)', () => {
  const end = now + VALID_MS;
  it.each([
    { fact: 'accepts the last millisecond within the skew', at: end + clockSkewMs - 1, reason: 'accepted' },
    { fact: 'refuses from the end of the skew on', at: end + clockSkewMs, reason: 'expired' },
    { fact: 'accepts a code minted by a clock ahead within the skew', at: now - clockSkewMs, reason: 'accepted' },
    { fact: 'refuses a code minted further ahead', at: now - clockSkewMs - 1, reason: 'not-yet-valid' },
  ])('$fact', async ({ at, reason }) => {
    expect(reasonOf(await check(minted.text, toInstant(at)))).toBe(reason);
  });

  it('refuses one second after the end when no skew is granted', async () => {
    const result = await checkCode([key], minted.text, toInstant(end + 1000), { clockSkewMs: 0 });
    expect(result).toEqual({ ok: false, refusal: { reason: 'expired', expiredAt: end } });
  });
});

describe('forged signatures (A4)', () => {
  it('refuses alg none, HS256 with the public key, r = s = 0, another curve and a foreign key alike', async () => {
    const signingInput = minted.text.slice(0, minted.text.lastIndexOf('.'));
    const hmacHeader = assemble({ ...header(), alg: 'HS256' }, goodClaims, new Uint8Array()).slice(0, -1);
    const publicPem = await exportSPKI(key.verifyingKey);
    const p384 = await generateKeyPair('ES384');
    const foreign = await issuerKey('dynamic', { kid: key.kid });
    const texts = {
      none: assemble({ ...header(), alg: 'none' }, goodClaims, new Uint8Array()),
      unsigned: `${signingInput}.`,
      hmac: `${hmacHeader}.${createHmac('sha256', publicPem).update(hmacHeader).digest('base64url')}`,
      zeroes: `${signingInput}.${Buffer.alloc(64).toString('base64url')}`,
      curve: await new CompactSign(Buffer.from(JSON.stringify(goodClaims))).setProtectedHeader({ ...header(), alg: 'ES384' }).sign(p384.privateKey),
      foreign: await forge({ key: foreign }),
    };
    const results = await Promise.all(Object.values(texts).map((text) => check(text)));
    expect(results.map(reasonOf)).toEqual(['wrong-algorithm', 'wrong-signature', 'wrong-algorithm', 'wrong-signature', 'wrong-algorithm', 'wrong-signature']);
    expect(new Set(results.map((result) => (result.ok ? 'accepted' : JSON.stringify(refusalOfCode(result.refusal)))))).toEqual(new Set(['{"code":"code-invalid"}']));
  });

  it('says forged, not expired, of an expired forgery: no claim is used before the signature', async () => {
    const foreign = await issuerKey('dynamic', { kid: key.kid });
    expect(reasonOf(await check(await forge({ key: foreign, claims: { ...goodClaims, exp: goodClaims.iat + 1 } }), toInstant(now + 600_000)))).toBe('wrong-signature');
  });
});

describe('the key is ours alone to choose (A5)', () => {
  it.each(['../../../etc/passwd', '', 'https://evil.example/jwks.json', '__proto__', 42, null])('refuses kid %p', async (kid) => {
    expect(reasonOf(await check(await forge({ key, header: { kid } }).catch(() => assemble({ ...header(), kid }, goodClaims, randomBytes(64)))))).toBe('unknown-key');
  });

  it('follows no key or address in the header', async () => {
    const fetchSpy = jest.spyOn(globalThis, 'fetch');
    const jwk = { kty: 'EC', crv: 'P-256', x: key.x, y: key.y };
    for (const extra of [{ jku: 'http://127.0.0.1:1/jwks' }, { jwk }, { x5u: 'http://127.0.0.1:1/x' }, { x5c: ['AA'] }, { zip: 'DEF' }]) {
      expect(reasonOf(await check(await forge({ key, header: extra })))).toBe('malformed');
    }
    expect(fetchSpy).not.toHaveBeenCalled();
    fetchSpy.mockRestore();
  });
});

describe('key life (A6, A7)', () => {
  it('accepts a retiring key until the overlap ends and refuses it after', async () => {
    const retiring = { ...key, signsUntil: toInstant(now + 1), retiresAt: toInstant(now + 30_000) };
    const at = (ms: number): Promise<CodeCheck> => checkCode([retiring], minted.text, toInstant(now + ms), { clockSkewMs });
    expect([reasonOf(await at(29_999)), reasonOf(await at(30_000))]).toEqual(['accepted', 'retired-key']);
  });

  it('refuses at sync what a scanner with an older key list accepted, and mints nothing more', async () => {
    const revoked = { ...key, revokedAt: now };
    expect(reasonOf(await check(minted.text))).toBe('accepted');
    expect(reasonOf(await checkCode([revoked], minted.text, now, { clockSkewMs }))).toBe('revoked-key');
    await expect(mintCode([revoked], { kind: 'dynamic', healthCodeId, version: 1, now, validMs: VALID_MS })).rejects.toThrow('no key signs dynamic codes');
  });
});

describe('a code that a device accepted while it was cut off', () => {
  const later = toInstant(now + 86_400_000);
  const again = (keys: IssuerKey[], checkedAt: number, text = minted.text) => checkOfflineCode(keys, text, { checkedAt: toInstant(checkedAt), now: later }, { clockSkewMs });

  it('is believed to have been good when the device saw it, long after it expired', async () => {
    expect(await again([key, staticKey], now + 1_000)).toMatchObject({ ok: true, keyRevoked: false, code: { healthCodeId, jti: minted.jti, expiresAt: minted.expiresAt + clockSkewMs } });
  });

  it('tells that its key has been revoked since (A6)', async () => {
    expect(await again([{ ...key, revokedAt: toInstant(now + 500) }], now + 1_000)).toMatchObject({ ok: true, keyRevoked: true });
  });

  it('with a key that was retired before the device saw it is none', async () => {
    expect(await again([{ ...key, signsUntil: now, retiresAt: toInstant(now + 500) }], now + 1_000)).toEqual({ ok: false, refusal: { reason: 'retired-key' } });
    expect(await again([{ ...key, signsUntil: now, retiresAt: toInstant(now + 2_000) }], now + 1_000)).toMatchObject({ ok: true });
  });

  it('was expired, or not yet minted, whatever the device claims', async () => {
    expect(await again([key], now + VALID_MS + clockSkewMs)).toMatchObject({ ok: false, refusal: { reason: 'expired' } });
    expect(await again([key], now - clockSkewMs - 1)).toEqual({ ok: false, refusal: { reason: 'not-yet-valid' } });
  });

  it('is refused when it is forged', async () => {
    const foreign = await issuerKey('dynamic', { kid: key.kid });
    expect(await again([key], now + 1_000, await forge({ key: foreign }))).toEqual({ ok: false, refusal: { reason: 'wrong-signature' } });
  });
});

describe('tampering (A8)', () => {
  it('refuses a code with any one byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: minted.text.length - 1 }), fc.integer({ min: 32, max: 126 }), async (at, byte) => {
        const mutated = minted.text.slice(0, at) + String.fromCharCode(byte) + minted.text.slice(at + 1);
        fc.pre(mutated !== minted.text);
        expect((await check(mutated)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses every other spelling of the last signature character', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=';
    const others = [...alphabet].filter((char) => char !== minted.text.at(-1));
    const results = await Promise.all(others.map((char) => check(minted.text.slice(0, -1) + char)));
    expect(results.every(({ ok }) => !ok)).toBe(true);
  });

  it('refuses re-ordered, missing and doubled segments', async () => {
    const [head = '', body = '', signature = ''] = minted.text.split('.');
    const texts = [`${body}.${head}.${signature}`, `${head}.${signature}.${body}`, `${head}.${body}`, `${minted.text}.${signature}`, `${head}..${signature}`, '..', ''];
    expect((await Promise.all(texts.map((text) => check(text)))).some(({ ok }) => ok)).toBe(false);
  });

  it('refuses a deflate bomb by its size, unread and at once', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200_000_000)).toString('base64url');
    const started = performance.now();
    expect(reasonOf(await check(`${minted.text.split('.')[0]}.${bomb}.AAAA`))).toBe('too-long');
    expect(reasonOf(await check('a'.repeat(50_000_000)))).toBe('too-long');
    expect(performance.now() - started).toBeLessThan(250);
  });

  it('never throws, whatever the text', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((text) => `${text}.${text}.${text}`)), async (text) => !(await check(text)).ok));
  });

  it.each(['null', '[]', '1', '"x"'])('refuses the header %s', async (text) => {
    expect(reasonOf(await check(`${Buffer.from(text).toString('base64url')}.e30.AAAA`))).toBe('malformed');
  });

  it('refuses signed claims of another form', async () => {
    expect(reasonOf(await check(await forge({ key, claims: { ...goodClaims, admin: true } })))).toBe('wrong-claims');
  });
});

describe('type confusion (A9)', () => {
  it('refuses a static code where only a dynamic one is taken, and the reverse', async () => {
    const fixed = await mintCode([staticKey], { kind: 'static', healthCodeId, version: 1, now, validMs: VALID_MS });
    const keys = [key, staticKey];
    expect(reasonOf(await checkCode(keys, fixed.text, now, { clockSkewMs, accept: ['dynamic'] }))).toBe('wrong-type');
    expect(reasonOf(await checkCode(keys, minted.text, now, { clockSkewMs, accept: ['static'] }))).toBe('wrong-type');
  });

  it('refuses a code whose key was made for the other kind, or for something else', async () => {
    expect(reasonOf(await check(await forge({ key: staticKey, header: { typ: HEALTH_CODE_TYP.dynamic } })))).toBe('wrong-type');
    expect(reasonOf(await check(await forge({ key, header: { typ: 'mc-certificate+jwt' } })))).toBe('wrong-type');
    expect(reasonOf(await check(await forge({ key, header: { typ: undefined } })))).toBe('wrong-type');
  });
});
