import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import { exportSPKI, importJWK } from 'jose';
import { toId } from '../../domain/ids.js';
import { accessToken, audience, gatedApp, issuerUrl, keyPair, listen, residentAssertion, type KeyPair } from './auth-fixtures.js';
import type { ApiClient } from './principal.js';
import { createAccessTokenVerifier } from './verify-access-token.js';

const siteId = toId<'site'>('0193a1b2-0000-7000-8000-00000000000a');
let loginKey: KeyPair;
let channelKey: KeyPair;
let login: { url: string; server: Server };
let api: { url: string; server: Server };
let registered: ApiClient | null;
let jwksFetches = 0;

beforeAll(async () => {
  [loginKey, channelKey] = await Promise.all([keyPair('login-1'), keyPair('channel-1', 'ES384')]);
  login = await listen((_req, res) => {
    jwksFetches += 1;
    res.end(JSON.stringify({ keys: [loginKey.publicJwk] }));
  });
  const verifyToken = createAccessTokenVerifier({ issuerUrl, audience, jwksUrl: `${login.url}/jwks` });
  api = await listen(gatedApp({ verifyToken, audience, findClient: async (id) => (registered?.clientId === id ? registered : null) }));
});
afterAll(() => [login, api].forEach(({ server }) => server.close().closeAllConnections()));
beforeEach(() => {
  registered = { clientId: 'client', kind: 'site-client', areaCode: null, siteIds: [siteId], scopes: ['journeys:read'], jwks: { keys: [channelKey.publicJwk] } };
});

type Answer = { status: number; body: Record<string, unknown>; challenge: string | null };

async function call(headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${api.url}/who`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, challenge: response.headers.get('www-authenticate') };
}
const withToken = (token: string, more: Record<string, string> = {}): Promise<Answer> => call({ authorization: `Bearer ${token}`, ...more });
const refused = { status: 401, body: { code: 'not-authenticated', params: {} }, challenge: 'Bearer error="invalid_token"' };

describe('a bearer', () => {
  it('lets a registered client in with what the server knows of it', async () => {
    expect(await withToken(await accessToken({ key: loginKey }))).toMatchObject({
      status: 200, body: { clientId: 'client', kind: 'site-client', siteIds: [siteId], scopes: ['journeys:read'], residentId: null },
    });
  });

  it('is asked for when there is none', async () => {
    expect(await call({})).toEqual({ ...refused, challenge: 'Bearer' });
  });

  it('is never replaced by a cookie or another scheme', async () => {
    const good = await accessToken({ key: loginKey });
    expect(await withToken('broken', { cookie: `access_token=${good}; session=${good}` })).toEqual(refused);
    expect(await call({ authorization: `Basic ${Buffer.from('a:b').toString('base64')}` })).toEqual(refused);
    expect(await call({ authorization: `Bearer broken, Bearer ${good}` })).toEqual(refused);
  });

  it.each([
    { fact: 'another audience', make: { claims: { aud: 'https://other.example' } } },
    { fact: 'no audience', make: { claims: { aud: undefined } } },
    { fact: 'another issuer', make: { claims: { iss: 'https://evil.example' } } },
    { fact: 'its end passed', make: { claims: { iat: 1_700_000_000, exp: 1_700_000_300 } } },
    { fact: 'no end', make: { claims: { exp: undefined } } },
    { fact: 'an iat in the future', make: { claims: { iat: Math.floor(Date.now() / 1000) + 600, exp: Math.floor(Date.now() / 1000) + 900 } } },
    { fact: 'no client', make: { claims: { client_id: undefined } } },
    { fact: 'the form of an ID token (A20)', make: { typ: 'JWT', claims: { aud: 'client', nonce: 'n' } } },
    { fact: 'the type of an ID token and our audience (A20)', make: { typ: 'JWT' } },
    { fact: 'no type', make: { header: { typ: undefined } } },
    { fact: 'an unknown kid', make: { header: { kid: '../../etc/passwd' } } },
  ])('is refused with $fact', async ({ make }) => {
    expect(await withToken(await accessToken({ key: loginKey, ...make }))).toEqual(refused);
  });

  it('is refused when another key signed it, whatever the header offers', async () => {
    const other = await keyPair('login-1');
    const before = jwksFetches;
    expect(await withToken(await accessToken({ key: other, header: { jwk: other.publicJwk, jku: `${api.url}/keys` } }))).toEqual(refused);
    expect(jwksFetches - before).toBeLessThanOrEqual(1);
  });

  it('is refused unsigned and with the public key as HMAC secret', async () => {
    const [head = '', body = ''] = (await accessToken({ key: loginKey })).split('.');
    const header = (alg: string): string => Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), alg })).toString('base64url');
    const publicKey = await importJWK(loginKey.publicJwk, 'ES256', { extractable: true });
    if (publicKey instanceof Uint8Array) throw new Error('an asymmetric key is needed');
    const hmac = createHmac('sha256', await exportSPKI(publicKey)).update(`${header('HS256')}.${body}`).digest('base64url');
    expect(await withToken(`${header('none')}.${body}.`)).toEqual(refused);
    expect(await withToken(`${header('HS256')}.${body}.${hmac}`)).toEqual(refused);
  });

  it('is refused on the next call once its client is revoked (A18)', async () => {
    const token = await accessToken({ key: loginKey });
    expect((await withToken(token)).status).toBe(200);
    registered = null;
    expect(await withToken(token)).toEqual(refused);
  });
});

describe('scopes (A19)', () => {
  const missing = { status: 403, body: { code: 'scope-missing', params: { scope: 'journeys:read' } }, challenge: 'Bearer error="insufficient_scope", scope="journeys:read"' };

  it('refuses a token without the scope', async () => {
    expect(await withToken(await accessToken({ key: loginKey, claims: { scope: 'cases:read' } }))).toEqual(missing);
    expect(await withToken(await accessToken({ key: loginKey, claims: { scope: undefined } }))).toEqual(missing);
  });

  it('refuses a scope that the client has lost since', async () => {
    registered = registered && { ...registered, scopes: [] };
    expect(await withToken(await accessToken({ key: loginKey }))).toEqual(missing);
  });
});

describe('the assertion of a resident', () => {
  const residentId = '0193a1b2-0000-7000-8000-000000000001';
  const invalid = { status: 401, body: { code: 'assertion-invalid', params: {} }, challenge: null };
  const withAssertion = async (assertion: string): Promise<Answer> => withToken(await accessToken({ key: loginKey }), { 'resident-assertion': assertion });
  beforeEach(() => {
    registered = registered && { ...registered, kind: 'channel', siteIds: [] };
  });

  it('says for whom a channel acts, on every call until it ends', async () => {
    const assertion = await residentAssertion({ key: channelKey });
    for (let calls = 0; calls < 2; calls += 1) expect(await withAssertion(assertion)).toMatchObject({ status: 200, body: { kind: 'channel', residentId } });
  });

  it('is not needed to call as a channel', async () => {
    expect(await withToken(await accessToken({ key: loginKey }))).toMatchObject({ status: 200, body: { residentId: null } });
  });

  it.each([
    { fact: 'by another client', make: { claims: { iss: 'other' } } },
    { fact: 'for another API', make: { claims: { aud: 'https://other.example' } } },
    { fact: 'for several APIs', make: { claims: { aud: [audience, 'https://other.example'] } } },
    { fact: 'about no id of ours', make: { claims: { sub: '440199202406010021' } } },
    { fact: 'about nobody', make: { claims: { sub: undefined } } },
    { fact: 'of an hour', make: { claims: { exp: Math.floor(Date.now() / 1000) + 3600 } } },
    { fact: 'that ended', make: { claims: { iat: 1_700_000_000, exp: 1_700_000_100 } } },
    { fact: 'without jti', make: { claims: { jti: undefined } } },
    { fact: 'of the type of a client assertion', make: { typ: 'JWT' } },
  ])('is refused $fact', async ({ make }) => {
    expect(await withAssertion(await residentAssertion({ key: channelKey, ...make }))).toEqual(invalid);
  });

  it('is refused from a key that is not registered, and as nonsense', async () => {
    expect(await withAssertion(await residentAssertion({ key: await keyPair('channel-1', 'ES384') }))).toEqual(invalid);
    expect(await withAssertion('nonsense')).toEqual(invalid);
  });

  it('is refused from a site client, which speaks for no resident', async () => {
    registered = registered && { ...registered, kind: 'site-client' };
    expect(await withAssertion(await residentAssertion({ key: channelKey }))).toEqual(invalid);
  });
});

it('says unavailable, not unauthorised, when the keys cannot be had', async () => {
  const away = await listen((_req, res) => res.writeHead(500).end());
  const verifyToken = createAccessTokenVerifier({ issuerUrl, audience, jwksUrl: away.url });
  const gate = await listen(gatedApp({ verifyToken, audience, findClient: async () => null }));
  const response = await fetch(`${gate.url}/who`, { headers: { authorization: `Bearer ${await accessToken({ key: loginKey })}` } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  [away, gate].forEach(({ server }) => server.close().closeAllConnections());
});
