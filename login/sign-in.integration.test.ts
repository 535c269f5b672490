import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { decodeJwt, SignJWT } from 'jose';
import type { Pool } from 'pg';
import { createLogger } from '../config/logger.js';
import { keyPair, listen, type KeyPair } from '../api/auth/auth-fixtures.js';
import { createTestDatabase, inScope, testPool, type TestDatabase } from '../db/database-fixtures.js';
import { Browser, leadsTo, type Visit } from './browser-fixtures.js';
import { createLoginServer } from './create-login-server.js';
import { hashPassword } from '../db/password.js';

const REDIRECT = 'http://127.0.0.1:9/auth/callback';
const AFTER_LOGOUT = 'http://127.0.0.1:9/';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(VERIFIER))).toString('base64url');
let database: TestDatabase;
let migrator: Pool;
let loginPool: Pool;
let pageKey: KeyPair;
let login: Server;
let issuerUrl: string;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  migrator = testPool(database.urls.migrator, 2);
  loginPool = testPool(database.urls.login, 4);
  const serverKey = await keyPair('server-1');
  pageKey = await keyPair('page-1');
  const free = await listen(() => undefined);
  issuerUrl = free.url;
  await new Promise((resolve) => free.server.close(resolve));
  const settings = { issuerUrl, audience: 'https://api.test.example', jwks: { keys: [{ ...serverKey.privateJwk, use: 'sig' }] }, cookieKeys: ['a cookie key for this test'] };
  login = createLoginServer({ settings, db: loginPool, logger: createLogger('login', 'silent') });
  await new Promise<void>((resolve) => login.listen(Number(new URL(issuerUrl).port), '127.0.0.1', resolve));
  await migrator.query('insert into browser_clients (id, name, jwks, redirect_uris, post_logout_redirect_uris) values ($1, $1, $2, $3, $4)', ['page', JSON.stringify({ keys: [pageKey.publicJwk] }), [REDIRECT], [AFTER_LOGOUT]]);
  for (const name of ['lead', 'slow', 'gone']) await migrator.query('insert into login_accounts (subject, username, password_hash) values ($1, $1, $2)', [name, await hashPassword(`口令 of ${name}`)]);
});
afterAll(async () => {
  login.closeAllConnections();
  await new Promise((resolve) => login.close(resolve));
  await Promise.all([migrator.end(), loginPool.end()]);
  await database.drop();
});
beforeEach(() => loginPool.query('delete from login_attempts'));

function authorizeUrl(more: Record<string, string> = {}): string {
  const params = { client_id: 'page', response_type: 'code', redirect_uri: REDIRECT, scope: 'openid', state: 's'.repeat(43), nonce: 'n'.repeat(43), code_challenge: CHALLENGE, code_challenge_method: 'S256', prompt: 'login', ...more };
  return `${issuerUrl}/auth?${new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString()}`;
}

const here = (to: string) => to.startsWith(issuerUrl);
const start = (browser: Browser, more?: Record<string, string>) => browser.open(authorizeUrl(more), here);

async function signedIn(browser = new Browser()): Promise<URL> {
  const visit = await browser.signIn(await start(browser), 'lead', '口令 of lead', here);
  return new URL(leadsTo(visit) ?? 'about:blank');
}

async function exchange(code: string, more: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({ iss: 'page', sub: 'page', aud: issuerUrl, jti: randomUUID(), iat: now, exp: now + 60 }).setProtectedHeader({ alg: 'ES256', kid: 'page-1' }).sign(pageKey.privateKey);
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion, ...more,
  });
  const response = await fetch(`${issuerUrl}/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const audited = () =>
  inScope<{ outcome: string; code: string | null; object_id: string | null }>(database.adminUrl, null, `select outcome, code, object_id, params from audit_rows where action = 'account.sign-in' order by at, id`);

describe('the sign-in page', () => {
  it('asks in Chinese and English, without a script and under a policy that lets none in', async () => {
    const { status, text, headers } = await start(new Browser());
    expect(status).toBe(200);
    for (const part of ['<html lang="zh-CN">', '用户名 <span lang="en">Name</span>', '口令 <span lang="en">Password</span>', 'autocomplete="current-password"']) expect(text).toContain(part);
    expect(text).not.toContain('<script');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [`default-src 'none'`, `form-action 'self' http://127.0.0.1:9;`, `frame-ancestors 'none'`, `base-uri 'none'`]) expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('leads back with a code for who signed in, which gives an ID token and nothing for our API', async () => {
    const back = await signedIn();
    expect(Object.fromEntries(back.searchParams)).toEqual({ code: expect.any(String), state: 's'.repeat(43), iss: issuerUrl });
    const { status, body } = await exchange(back.searchParams.get('code') ?? '');
    expect(status).toBe(200);
    expect(decodeJwt(String(body['id_token']))).toMatchObject({ iss: issuerUrl, aud: 'page', sub: 'lead', nonce: 'n'.repeat(43) });
    expect(String(body['access_token'])).not.toContain('.'); // no JWT: no API takes it
    expect(body['scope']).toBe('openid');
  });

  it('gives for a code one token, to whoever has its verifier', async () => {
    const code = (await signedIn()).searchParams.get('code') ?? '';
    expect((await exchange(code, { code_verifier: 'w'.repeat(43) })).status).toBe(400);
    const other = (await signedIn()).searchParams.get('code') ?? '';
    expect((await exchange(other)).status).toBe(200);
    expect((await exchange(other)).status).toBe(400);
  });

  it('asks again whoever signed in a moment ago', async () => {
    const browser = new Browser();
    await signedIn(browser);
    expect((await start(browser)).text).toContain('name="password"');
  });

  it('is part of what this browser began, and of nothing else', async () => {
    const { url } = await start(new Browser());
    const stranger = await new Browser().send(url);
    expect([stranger.status, stranger.text.includes('<form')]).toEqual([400, false]);
    const browser = new Browser();
    await start(browser);
    expect((await browser.send(url)).status).toBe(400);
  });

  it.each<{ what: string; more: Record<string, string> }>([
    { what: 'without PKCE', more: { code_challenge: '', code_challenge_method: '' } },
    { what: 'with a plain challenge', more: { code_challenge_method: 'plain' } },
  ])('is not reached $what', async ({ more }) => {
    const visit = await start(new Browser(), more);
    expect(new URL(leadsTo(visit) ?? '').searchParams.get('error')).toBe('invalid_request');
  });

  it.each<{ what: string; more: Record<string, string> }>([
    { what: 'for an address that is not registered', more: { redirect_uri: 'https://evil.example/' } },
    { what: 'for a client that nobody registered', more: { client_id: 'nobody' } },
  ])('is not reached $what, and leads nowhere', async ({ more }) => {
    const visit = await start(new Browser(), more);
    expect([visit.status, leadsTo(visit)]).toEqual([400, null]);
    expect(visit.text).not.toContain('evil.example');
  });

  it('makes no token for our API out of a sign-in', async () => {
    expect(new URL(leadsTo(await start(new Browser(), { resource: 'https://api.test.example' })) ?? '').searchParams.get('error')).toBe('invalid_target');
  });
});

describe('a password', () => {
  const tries = async (username: string, password: string): Promise<Visit> => {
    const browser = new Browser();
    return browser.signIn(await start(browser), username, password, here);
  };

  it('that is wrong and a name that nobody has look alike', async () => {
    const [wrong, nobody] = [await tries('lead', 'guess'), await tries('no such name', 'guess')];
    const shown = ({ text }: Visit) => text.replaceAll(/nonce="[^"]+"|interaction\/[\w-]+/g, '');
    expect([wrong.status, nobody.status, wrong.text.includes('用户名或口令不正确')]).toEqual([401, 401, true]);
    expect(shown(wrong)).toBe(shown(nobody));
    expect(wrong.text + nobody.text).not.toContain('guess');
  });

  it('is not tried again and again: the sixth attempt waits, right or not, for names that nobody has as well', async () => {
    for (const name of ['slow', 'no such name']) {
      for (let n = 0; n < 5; n += 1) expect((await tries(name, 'guess')).status).toBe(401);
      const sixth = await tries(name, `口令 of ${name}`);
      expect(sixth.status).toBe(429);
      expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(20);
      expect(sixth.text).toContain('尝试次数过多');
    }
    expect((await tries('lead', '口令 of lead')).status).toBe(303);
  });

  it('is not tried many times at once either', async () => {
    const statuses = (await Promise.all(Array.from({ length: 12 }, () => tries('slow', 'guess')))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('is not looked at while too many others are', async () => {
    const statuses = (await Promise.all(Array.from({ length: 40 }, (_, n) => tries(`somebody ${n}`, 'guess')))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(16);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 401 && status !== 503)).toEqual([]);
    expect((await tries('lead', '口令 of lead')).status).toBe(303);
  });

  it('waits twice as long each time, and a quarter of an hour at most', async () => {
    for (let n = 0; n < 5; n += 1) await tries('slow', 'guess');
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      waits.push(Number((await tries('slow', 'guess')).headers.get('retry-after')));
      await loginPool.query(`update login_attempts set next_at = now()`);
      await tries('slow', 'guess');
    }
    expect(waits.map((wait) => Math.round(wait / 30) * 30)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('that is right makes the count begin again', async () => {
    for (let n = 0; n < 4; n += 1) await tries('lead', 'guess');
    expect((await tries(' LEAD ', '口令 of lead')).status).toBe(303);
    for (let n = 0; n < 4; n += 1) expect((await tries('lead', 'guess')).status).toBe(401);
  });

  it('of an account that was revoked opens nothing', async () => {
    await migrator.query(`update login_accounts set status = 'revoked' where subject = 'gone'`);
    expect((await tries('gone', '口令 of gone')).status).toBe(401);
  });

  it('is in no database table and no audit row, and what was typed as a name is in none', async () => {
    await tries('lead', 'a wrong one');
    await tries('13900000000', 'guess');
    await tries('lead', '口令 of lead');
    const rows = await audited();
    expect(rows.slice(-3)).toMatchObject([
      { outcome: 'refused', code: 'wrong-password', object_id: 'lead' },
      { outcome: 'refused', code: 'wrong-password', object_id: null },
      { outcome: 'done', code: null, object_id: 'lead' },
    ]);
    const { rows: kept } = await migrator.query('select row_to_json(a)::text as text from login_accounts a');
    const { rows: counted } = await loginPool.query('select row_to_json(a)::text as text from login_attempts a');
    const seen = JSON.stringify([rows, kept, counted]);
    for (const typed of ['口令', 'a wrong one', '13900000000']) expect(seen).not.toContain(typed);
  });
});

describe('a form', () => {
  it.each<{ from: string; headers: Record<string, string> }>([
    { from: 'another site', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } },
    { from: 'another origin of this machine', headers: { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' } },
    { from: 'nobody knows where', headers: { origin: 'null' } },
  ])('from $from signs nobody in (A26)', async ({ headers }) => {
    const browser = new Browser();
    const { url } = await start(browser);
    const sent = await browser.send(url, { form: { username: 'lead', password: '口令 of lead' }, headers });
    expect(sent.status).toBe(403);
  });

  it('that is too long is not read', async () => {
    const browser = new Browser();
    const { url } = await start(browser);
    expect((await browser.send(url, { form: { username: 'lead', password: 'x'.repeat(5_000) } })).status).toBe(413);
  });
});

describe('signing out', () => {
  const end = (browser: Browser, more: Record<string, string> = {}) => browser.open(`${issuerUrl}/session/end?${new URLSearchParams({ client_id: 'page', post_logout_redirect_uri: AFTER_LOGOUT, ...more }).toString()}`, here);

  it('asks once more, ends the session there, and leads back', async () => {
    const browser = new Browser();
    await signedIn(browser);
    const asked = await end(browser);
    expect(asked.text).toContain('退出登录？');
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.text) ?? [];
    const before = (await loginPool.query(`select 1 from oidc_payloads where model = 'Session' and payload->>'accountId' = 'lead'`)).rowCount ?? 0;
    const done = await browser.send(`${issuerUrl}/session/end/confirm`, { form: { xsrf, logout: 'yes' } });
    expect(leadsTo(done)).toBe(AFTER_LOGOUT);
    expect((await loginPool.query(`select 1 from oidc_payloads where model = 'Session' and payload->>'accountId' = 'lead'`)).rowCount).toBe(before - 1);
  });

  it('leads to no address that is not registered', async () => {
    const browser = new Browser();
    await signedIn(browser);
    expect((await end(browser, { post_logout_redirect_uri: 'https://evil.example/' })).status).toBe(400);
  });
});
