import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { gatedApp, keyPair, listen, residentAssertion, type KeyPair } from '../api/auth/auth-fixtures.js';
import { createFindClient } from '../api/auth/find-client.js';
import { createPool, type Statements } from '../db/pool.js';
import { createAccessTokenVerifier } from '../api/auth/verify-access-token.js';
import { createTokenSource } from '../dev/client-credentials.js';
import { createTestDatabase, testPool, type TestDatabase } from '../db/database-fixtures.js';
import { createLoginServer } from './create-login-server.js';
import { purgeExpired } from './postgres-adapter.js';

const audience = 'https://api.test.example';
const siteId = randomUUID();
const residentId = '0193a1b2-0000-7000-8000-000000000001';
let database: TestDatabase;
let migratorPool: Pool;
let loginPool: Pool;
let apiPool: Pool;
let clients: Statements;
let serverKey: KeyPair;
let siteKey: KeyPair;
let channelKey: KeyPair;
let login: Server;
let api: { url: string; server: Server };
let issuerUrl: string;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  [migratorPool, loginPool, apiPool] = (['migrator', 'login', 'api'] as const).map((role) => testPool(database.urls[role], 3)) as [Pool, Pool, Pool];
  [serverKey, siteKey, channelKey] = await Promise.all([keyPair('server-1'), keyPair('site-1'), keyPair('channel-1', 'RS384')]);
  const port = await freePort();
  issuerUrl = `http://127.0.0.1:${port}`;
  login = await startLogin();
  await register('site-1', 'site-client', siteKey, ['journeys:read', 'journeys:desk']);
  await register('channel-1', 'channel', channelKey, ['journeys:read', 'journeys:book']);
  await openSite();
  const verifyToken = createAccessTokenVerifier({ issuerUrl, audience, jwksUrl: `${issuerUrl}/jwks` });
  clients = createPool({ url: database.urls.api, max: 2 });
  api = await listen(gatedApp({ verifyToken, audience, findClient: createFindClient(clients) }));
});

afterAll(async () => {
  await stop(login);
  await stop(api.server);
  await Promise.all([migratorPool, loginPool, apiPool, clients].map((pool) => pool.end()));
  await database.drop();
});

beforeEach(() => migratorPool.query(`update api_clients set status = 'active'`));

function startLogin(): Promise<Server> {
  const settings = { issuerUrl, audience, jwks: { keys: [{ ...serverKey.privateJwk, use: 'sig' }] }, cookieKeys: ['a cookie key for this test'] };
  const server = createLoginServer({ settings, db: loginPool, logger: pino({ level: 'silent' }) });
  return new Promise((resolve) => server.listen(Number(new URL(issuerUrl).port), '127.0.0.1', () => resolve(server)));
}

async function restartLogin(): Promise<void> {
  await stop(login);
  login = await startLogin();
  // The client still holds connections of the old server until it notices.
  while (!(await fetch(`${issuerUrl}/healthz`).then(({ ok }) => ok, () => false))) await sleep(10);
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

async function freePort(): Promise<number> {
  const { server, url } = await listen(() => undefined);
  await stop(server);
  return Number(new URL(url).port);
}

async function register(id: string, kind: string, key: KeyPair, scopes: string[]): Promise<void> {
  await migratorPool.query('insert into api_clients (id, name, kind, jwks, scopes) values ($1, $1, $2, $3, $4)', [id, kind, { keys: [key.publicJwk] }, scopes]);
}

async function openSite(): Promise<void> {
  const insert = `insert into sites (id, name, area_code, registry) values ('${siteId}', '{}', '440106', 'guangdong')`;
  await apiPool.query(`begin; select set_scope('{"area": "440100"}'); ${insert}; commit`);
  await migratorPool.query(`insert into api_client_sites (client_id, site_id) values ('site-1', $1)`, [siteId]);
}

const seconds = (): number => Math.floor(Date.now() / 1000);

function assertion(key: KeyPair, id: string, claims: Record<string, unknown> = {}): Promise<string> {
  const payload = { iss: id, sub: id, aud: `${issuerUrl}/token`, jti: randomUUID(), iat: seconds(), exp: seconds() + 60, ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: key.privateJwk.alg ?? '', kid: key.privateJwk.kid }).sign(key.privateKey);
}

type TokenAnswer = { status: number; error?: string; access_token?: string; scope?: string; expires_in?: number; cors: string | null };

async function askToken(clientAssertion: string, more: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: clientAssertion,
    scope: 'journeys:read', ...more,
  });
  const response = await fetch(`${issuerUrl}/token`, { method: 'POST', body, headers });
  return { status: response.status, cors: response.headers.get('access-control-allow-origin'), ...((await response.json()) as object) };
}

async function callApi(token: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${api.url}/who`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { status: response.status, body: await response.json() };
}

const tokenOf = async (): Promise<string> => (await askToken(await assertion(siteKey, 'site-1'))).access_token ?? '';
const unauthorised = { status: 401, error: 'invalid_client' };

describe('a token', () => {
  it('is an access token for our API alone, by ES256, for five minutes', async () => {
    const answer = await askToken(await assertion(siteKey, 'site-1'));
    expect(answer).toMatchObject({ status: 200, scope: 'journeys:read', expires_in: 300 });
    const token = answer.access_token ?? '';
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(token)).toMatchObject({ iss: issuerUrl, aud: audience, client_id: 'site-1', sub: 'site-1', scope: 'journeys:read' });
    await expect(jwtVerify(token, createRemoteJWKSet(new URL(`${issuerUrl}/jwks`)))).resolves.toBeDefined();
  });

  it.each(['the token endpoint', 'the issuer'])('is given for an assertion addressed to %s', async (to) => {
    expect(await askToken(await assertion(siteKey, 'site-1', { aud: to === 'the issuer' ? issuerUrl : `${issuerUrl}/token` }))).toMatchObject({ status: 200 });
  });

  it('is given for no other API, no other scope and no other grant', async () => {
    expect(await askToken(await assertion(siteKey, 'site-1'), { resource: 'https://other.example' })).toMatchObject({ status: 400, error: 'invalid_target' });
    expect(await askToken(await assertion(siteKey, 'site-1'), { scope: 'cases:read' })).toMatchObject({ status: 400, error: 'invalid_scope' });
    expect(await askToken(await assertion(siteKey, 'site-1'), { grant_type: 'authorization_code', code: 'x' })).toMatchObject({ status: 400 });
  });

  it('is given to no unknown client, whatever it calls itself', async () => {
    for (const id of ['nobody', "' or true --", 'a\0b', 'x'.repeat(5000)]) expect(await askToken(await assertion(siteKey, id))).toMatchObject(unauthorised);
  });
});

describe('assertions', () => {
  it('are used once, also after the provider was started anew (A14)', async () => {
    const once = await assertion(siteKey, 'site-1');
    expect(await askToken(once)).toMatchObject({ status: 200 });
    expect(await askToken(once)).toMatchObject(unauthorised);
    await restartLogin();
    expect(await askToken(once)).toMatchObject(unauthorised);
  });

  it('are used once when they come many times at once', async () => {
    const once = await assertion(siteKey, 'site-1');
    const answers = await Promise.all(Array.from({ length: 10 }, () => askToken(once)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 401)]);
  });

  it('may share a jti between clients', async () => {
    const jti = randomUUID();
    expect(await askToken(await assertion(siteKey, 'site-1', { jti }))).toMatchObject({ status: 200 });
    expect(await askToken(await assertion(channelKey, 'channel-1', { jti }))).toMatchObject({ status: 200 });
  });

  it.each([
    { fact: 'another audience', claims: () => ({ aud: 'https://other.example/token' }) },
    { fact: 'no audience', claims: () => ({ aud: undefined }) },
    { fact: 'an hour of life', claims: () => ({ exp: seconds() + 3600 }) },
    { fact: 'an iat in the future', claims: () => ({ iat: seconds() + 120, exp: seconds() + 240 }) },
    { fact: 'their end passed', claims: () => ({ iat: seconds() - 120, exp: seconds() - 60 }) },
    { fact: 'no jti', claims: () => ({ jti: undefined }) },
    { fact: 'another issuer', claims: () => ({ iss: 'channel-1' }) },
  ])('are refused with $fact (A15)', async ({ claims }) => {
    expect(await askToken(await assertion(siteKey, 'site-1', claims()))).toMatchObject(unauthorised);
  });

  it('are refused when the key of one client speaks for another (A16)', async () => {
    expect(await askToken(await assertion(channelKey, 'site-1'))).toMatchObject(unauthorised);
    expect(await askToken(await assertion(siteKey, 'channel-1'))).toMatchObject(unauthorised);
  });
});

describe('at the API', () => {
  it('a client calls by its sites, with one read of the database', async () => {
    const before = clients.counts().get('find_client_v2') ?? 0;
    const token = await tokenOf();
    expect(await callApi(token)).toMatchObject({ status: 200, body: { clientId: 'site-1', kind: 'site-client', siteIds: [siteId], scopes: ['journeys:read'] } });
    expect(clients.counts().get('find_client_v2')).toBe(before + 1);
  });

  it('a revoked client is out on its next call and gets no new token (A18)', async () => {
    const token = await tokenOf();
    expect(await callApi(token)).toMatchObject({ status: 200 });
    await migratorPool.query(`update api_clients set status = 'revoked' where id = 'site-1'`);
    expect(await callApi(token)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect(await askToken(await assertion(siteKey, 'site-1'))).toMatchObject(unauthorised);
  });

  it('a client goes over from one key to the next, and the one that was taken away opens nothing', async () => {
    const next = await keyPair('site-1-next');
    const keep = (...keys: KeyPair[]) => migratorPool.query(`update api_clients set jwks = $1 where id = 'site-1'`, [{ keys: keys.map(({ publicJwk }) => publicJwk) }]);
    await keep(siteKey, next);
    for (const key of [siteKey, next]) expect(await askToken(await assertion(key, 'site-1'))).toMatchObject({ status: 200 });
    await keep(next);
    expect(await askToken(await assertion(siteKey, 'site-1'))).toMatchObject(unauthorised);
    const { access_token: token = '' } = await askToken(await assertion(next, 'site-1'));
    expect(await callApi(token)).toMatchObject({ status: 200, body: { clientId: 'site-1' } });
    await keep(siteKey);
  });

  it('a client past its last day is out on its next call and gets no new token', async () => {
    const token = await tokenOf();
    const until = (when: string) => migratorPool.query(`update api_clients set valid_until = ${when} where id = 'site-1'`);
    await until(`now() + interval '1 hour'`);
    expect(await callApi(token)).toMatchObject({ status: 200 });
    await until('now()');
    expect(await callApi(token)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect(await askToken(await assertion(siteKey, 'site-1'))).toMatchObject(unauthorised);
    await until('null');
  });

  it('a token without the scope is refused (A19)', async () => {
    const { access_token: token = '' } = await askToken(await assertion(siteKey, 'site-1'), { scope: 'journeys:desk' });
    expect(await callApi(token)).toMatchObject({ status: 403, body: { code: 'scope-missing', params: { scope: 'journeys:read' } } });
  });

  it('neither an ID token nor a client assertion is an access token (A20)', async () => {
    const idToken = await new SignJWT({ sub: 'site-1', aud: 'site-1', iss: issuerUrl, iat: seconds(), exp: seconds() + 60 })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'server-1' })
      .sign(serverKey.privateKey);
    for (const token of [idToken, await assertion(siteKey, 'site-1', { aud: audience })]) expect(await callApi(token)).toMatchObject({ status: 401 });
  });

  it('a channel acts for the resident of its assertion, and for nobody by the key of another', async () => {
    const { access_token: token = '' } = await askToken(await assertion(channelKey, 'channel-1'));
    const by = (key: KeyPair): Promise<string> => residentAssertion({ key, claims: { iss: 'channel-1', sub: residentId, aud: audience } });
    expect(await callApi(token, { 'resident-assertion': await by(channelKey) })).toMatchObject({ status: 200, body: { kind: 'channel', residentId } });
    expect(await callApi(token, { 'resident-assertion': await by(siteKey) })).toMatchObject({ status: 401, body: { code: 'assertion-invalid' } });
    expect(await callApi(await tokenOf(), { 'resident-assertion': await by(channelKey) })).toMatchObject({ status: 401 });
  });
});

describe('a token source', () => {
  const source = (privateJwk = siteKey.privateJwk): (() => Promise<string>) =>
    createTokenSource({ issuerUrl, clientId: 'site-1', privateJwk, audience, scopes: ['journeys:read'] });

  it('asks once for many callers and keeps the token', async () => {
    const token = source();
    const tokens = [...(await Promise.all([token(), token(), token()])), await token()];
    expect(new Set(tokens).size).toBe(1);
    expect(await callApi(tokens[0] ?? '')).toMatchObject({ status: 200 });
  });

  it('says by which OAuth error it was refused', async () => {
    await expect(source(channelKey.privateJwk)()).rejects.toMatchObject({ name: 'TokenRequestError', code: 'invalid_client' });
  });
});

describe('the server', () => {
  it('opens nothing but tokens, keys, discovery and what people sign in by', async () => {
    const statusOf = async (path: string, init: RequestInit = {}): Promise<number> => (await fetch(`${issuerUrl}${path}`, init)).status;
    expect(await Promise.all(['/healthz', '/readyz', '/jwks', '/.well-known/openid-configuration'].map((path) => statusOf(path)))).toEqual([200, 200, 200, 200]);
    for (const path of ['/me', '/reg', '/device', '/interaction', '/interaction/x/login', '/auth/x/y', '/token/introspection', '/']) expect(await statusOf(path)).toBe(404);
    expect(await statusOf('/reg', { method: 'POST' })).toBe(404);
  });

  it('publishes no private key and mirrors no origin', async () => {
    const response = await fetch(`${issuerUrl}/jwks`, { headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(JSON.stringify(await response.json())).not.toContain('"d"');
    const preflight = await fetch(`${issuerUrl}/token`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(await askToken(await assertion(siteKey, 'site-1'), {}, { origin: 'https://evil.example' })).toMatchObject({ status: 400, cors: null });
  });

  it('forgets expired assertions', async () => {
    await loginPool.query(`insert into oidc_payloads (model, id, payload, expires_at) values ('ReplayDetection', 'old', '{}', now() - interval '1 second')`);
    expect(await purgeExpired(loginPool)).toBe(1);
    expect((await loginPool.query(`select 1 from oidc_payloads where id = 'old'`)).rowCount).toBe(0);
  });

  it('logs in with no right beyond its own tables', async () => {
    for (const table of ['residents', 'journeys', 'api_client_sites']) await expect(loginPool.query(`select 1 from ${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(loginPool.query(`update api_clients set status = 'active'`)).rejects.toMatchObject({ code: '42501' });
    await expect(apiPool.query('select 1 from oidc_payloads')).rejects.toMatchObject({ code: '42501' });
  });
});
