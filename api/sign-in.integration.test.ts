import { keyPair } from './auth/auth-fixtures.js';
import { ForeignProvider, SECOND_FACTOR } from './auth/provider-fixtures.js';
import { Browser, leadsTo, type Visit } from '../login/browser-fixtures.js';
import { ApiUnderTest, OWN_REQUEST, PAGES } from './api-fixtures.js';

let provider: ForeignProvider;
let api: ApiUnderTest;

beforeAll(async () => {
  provider = await ForeignProvider.open();
  api = await ApiUnderTest.open(process.env, { env: { LOGIN_ISSUER_URL: provider.url } });
  await api.employ({ roles: ['site-lead'], siteIds: [api.siteA.siteId], subject: 'lead' });
  await api.employ({ roles: ['district-supervisor'], areaCode: '440103', subject: 'supervisor' });
});
afterAll(async () => {
  await api?.close();
  provider?.close();
});
beforeEach(() => {
  Object.assign(provider, { subject: 'lead', acr: undefined, offersSecondFactor: false, isAway: false, lies: {}, answers: {}, otherKey: null });
  provider.asked.length = 0;
});

/** The browser sees pages and API under one address; the test asks the API itself. */
const atApi = (url: string) => url.replace(PAGES, api.url);
const get = async (browser: Browser, url: string, headers: Record<string, string> = {}): Promise<Visit> => browser.send(atApi(url), { headers });
const back = (url: string | null) => url?.replace(api.url, PAGES) ?? null;

/** From the page to the provider, and with its answer to the callback. */
async function toCallback(browser: Browser, to = '/journeys'): Promise<string> {
  const asks = leadsTo(await get(browser, `${PAGES}/auth/login?to=${encodeURIComponent(to)}`));
  return leadsTo(await new Browser().send(asks ?? '')) ?? '';
}

async function signIn(browser = new Browser(), to?: string): Promise<Visit> {
  let visit = await get(browser, await toCallback(browser, to));
  // A step-up leads to the provider once more.
  if (leadsTo(visit)?.startsWith(provider.url)) visit = await get(browser, leadsTo(await new Browser().send(leadsTo(visit) ?? '')) ?? '');
  return visit;
}

const me = async (browser: Browser, headers: Record<string, string> = {}) => {
  const { status, text } = await get(browser, `${PAGES}/v1/me`, headers);
  return { status, body: JSON.parse(text) as Record<string, unknown> };
};
const problem = ({ status, text }: Visit) => ({ status, code: (JSON.parse(text) as { code?: string }).code });
const sessions = () => api.rows<{ n: number }>('select count(*)::int as n from browser_sessions').then(([row]) => row?.n);

describe('signing in', () => {
  it('leads to the provider and back to the page that was asked for, and then says who is there', async () => {
    const browser = new Browser();
    const visit = await signIn(browser, '/journeys?day=1');
    expect([visit.status, back(leadsTo(visit))]).toEqual([303, `${PAGES}/journeys?day=1`]);
    expect(await me(browser)).toMatchObject({ status: 200, body: { name: '测试人员', roles: ['site-lead'], siteIds: [api.siteA.siteId], areaCode: null } });
    expect((await me(browser)).body['may']).toEqual(expect.arrayContaining(['listJourneys', 'resolveCase']));
  });

  it('asks for a password each time, with state, nonce and an S256 challenge', async () => {
    await signIn();
    expect(provider.asked[0]).toMatchObject({
      client_id: 'admin-page', response_type: 'code', scope: 'openid', prompt: 'login', code_challenge_method: 'S256', redirect_uri: `${PAGES}/auth/callback`,
      state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/), code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('leaves a cookie that no script reads and no token of anybody', async () => {
    const browser = new Browser();
    const visit = await signIn(browser);
    expect([...browser.cookies.keys()]).toEqual(['miaocheng-loopback']);
    expect(browser.setCookies.get('miaocheng-loopback')).toMatch(/^miaocheng-loopback=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(JSON.stringify([visit, await me(browser), [...browser.cookies]])).not.toMatch(/eyJ|opaque-token/);
  });

  it('keeps of the session a hash and nothing that opens it', async () => {
    const browser = new Browser();
    await signIn(browser);
    const token = browser.cookies.get('miaocheng-loopback') ?? '';
    const kept = JSON.stringify(await api.rows('select row_to_json(s)::text as text from browser_sessions s'));
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    expect(api.logged.join('')).not.toContain(token);
  });

  it('gives a new session each time and ends the one before (A27)', async () => {
    const browser = new Browser();
    browser.cookies.set('miaocheng-loopback', 'f'.repeat(43)); // put there by somebody who knows it
    await signIn(browser);
    const first = browser.cookies.get('miaocheng-loopback') ?? '';
    expect(first).not.toBe('f'.repeat(43));
    await signIn(browser);
    expect(browser.cookies.get('miaocheng-loopback')).not.toBe(first);
    const old = new Browser();
    old.cookies.set('miaocheng-loopback', first);
    expect(await me(old)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
  });

  it('lets a PIN that was locked open shared desks again', async () => {
    const personId = await api.employ({ roles: ['vaccinator'], siteIds: [api.siteA.siteId], subject: 'vaccinator' });
    await api.rows(`insert into desk_pins (person_id, name, pin_hash, wrong) values ($1, 'n-1', 'none', 5) returning name`, [personId]);
    provider.subject = 'vaccinator';
    await signIn();
    expect(await api.rows('select wrong from desk_pins where person_id = $1', [personId])).toEqual([{ wrong: 0 }]);
    await signIn();
    expect(await api.rows(`select params from audit_rows where action = 'session.begin' and object_id = $1 order by id`, [personId])).toEqual([{ params: { pinUnlocked: true } }, { params: {} }]);
  });

  it('lets in nobody whom the directory does not know', async () => {
    provider.subject = 'a stranger';
    const before = await sessions();
    expect(problem(await signIn())).toEqual({ status: 403, code: 'person-unknown' });
    expect(await sessions()).toBe(before);
  });

  it('says to a person what a program gets as a code', async () => {
    const { status, text, headers } = await get(new Browser(), `${PAGES}/auth/callback?code=x&state=y`, { accept: 'text/html' });
    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    for (const said of ['登录未成功', 'did not succeed', 'href="/auth/login"']) expect(text).toContain(said);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('over TLS has cookies that are bound to this very host', async () => {
    const own = await ApiUnderTest.open(process.env, { env: { LOGIN_ISSUER_URL: provider.url, ADMIN_PUBLIC_URL: 'https://miaocheng.example' } });
    const { headers } = await fetch(`${own.url}/auth/login`, { redirect: 'manual' });
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-miaocheng-sign-in=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/)]);
    expect(new URL(headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe('https://miaocheng.example/auth/callback');
    await own.close();
  });

  it('waits while the provider is away', async () => {
    const own = await ForeignProvider.open();
    const other = await ApiUnderTest.open(process.env, { env: { LOGIN_ISSUER_URL: own.url } });
    own.isAway = true;
    const away = await fetch(`${other.url}/auth/login`, { redirect: 'manual' });
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    own.isAway = false;
    expect((await fetch(`${other.url}/auth/login`, { redirect: 'manual' })).status).toBe(303);
    await other.close();
    own.close();
  });
});

describe('the way back (A29)', () => {
  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/auth/logout', 'javascript:alert(1)'])('leads to nothing but pages of ours: %s', async (to) => {
    const browser = new Browser();
    expect(problem(await get(browser, `${PAGES}/auth/login?to=${encodeURIComponent(to)}`))).toEqual({ status: 400, code: 'return-path-invalid' });
    expect(browser.cookies.size).toBe(0);
  });

  it('is looked at again at the end, whatever the cookie says', async () => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    const [secret, step] = (browser.cookies.get('miaocheng-loopback-sign-in') ?? '').split('.');
    browser.cookies.set('miaocheng-loopback-sign-in', `${secret}.${step}.${Buffer.from('https://evil.example/').toString('base64url')}`);
    expect(back(leadsTo(await get(browser, callback)))).toBe(`${PAGES}/`);
  });
});

describe('an answer of the provider (A33)', () => {
  const refused = { status: 400, code: 'sign-in-failed' };
  const other = 'o'.repeat(43);

  it.each<{ fact: string; answers: Record<string, string | undefined> }>([
    { fact: 'without state', answers: { state: undefined } },
    { fact: 'with another state', answers: { state: other } },
    { fact: 'without a code', answers: { code: undefined } },
    { fact: 'with a code of nobody', answers: { code: 'made up' } },
    { fact: 'of another issuer', answers: { iss: 'https://evil.example' } },
    { fact: 'without its issuer', answers: { iss: undefined } },
    { fact: 'that says no', answers: { code: undefined, error: 'access_denied' } },
  ])('$fact makes no session', async ({ answers }) => {
    const before = await sessions();
    provider.answers = answers;
    expect(problem(await signIn())).toEqual(refused);
    expect(await sessions()).toBe(before);
  });

  it.each<{ fact: string; lies: Record<string, unknown> }>([
    { fact: 'another nonce', lies: { nonce: other } },
    { fact: 'no nonce', lies: { nonce: undefined } },
    { fact: 'another issuer', lies: { iss: 'https://evil.example' } },
    { fact: 'another client', lies: { aud: 'somebody-else' } },
    { fact: 'its end passed', lies: { exp: 1_700_000_000 } },
  ])('whose ID token has $fact makes no session', async ({ lies }) => {
    const before = await sessions();
    provider.lies = lies;
    expect(problem(await signIn())).toEqual(refused);
    expect(await sessions()).toBe(before);
  });

  it('whose ID token another key signed makes no session', async () => {
    provider.otherKey = await keyPair('foreign-1');
    expect(problem(await signIn())).toEqual(refused);
  });

  it('to a question of another browser makes no session: neither a planted answer nor a stolen code', async () => {
    const attacker = new Browser();
    const planted = await toCallback(attacker);
    expect(problem(await get(new Browser(), planted))).toEqual(refused);
    const victim = new Browser();
    await toCallback(victim);
    expect(problem(await get(victim, planted))).toEqual(refused);
    const stolen = new URL(await toCallback(new Browser()));
    const own = new URL(await toCallback(attacker));
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(problem(await get(attacker, own.href))).toEqual(refused);
  });

  it('counts once', async () => {
    const browser = new Browser();
    const callback = await toCallback(browser);
    const question = browser.cookies.get('miaocheng-loopback-sign-in') ?? '';
    expect((await get(browser, callback)).status).toBe(303);
    browser.cookies.set('miaocheng-loopback-sign-in', question);
    expect(problem(await get(browser, callback))).toEqual(refused);
  });
});

describe('a second factor', () => {
  beforeEach(async () => {
    provider.subject = 'supervisor';
  });

  it('is asked of nobody where the provider offers none', async () => {
    expect((await signIn()).status).toBe(303);
    expect(provider.asked).toHaveLength(1);
  });

  it('is asked of a supervisor where it offers one, and lets them in once it was given', async () => {
    const own = await opened();
    const browser = new Browser();
    const step = await own.visit(browser);
    expect(leadsTo(step)).toContain('acr_values=https%3A%2F%2Frefeds.org%2Fprofile%2Fmfa');
    expect(browser.cookies.has('miaocheng-loopback')).toBe(false);
    own.provider.acr = SECOND_FACTOR;
    expect(leadsTo(await own.goOn(browser, step))).toBe(`${own.api.url}/`);
    expect(browser.cookies.has('miaocheng-loopback')).toBe(true);
    await own.close();
  });

  it('is not asked of site staff, and not waived for a supervisor whom the provider let through without', async () => {
    const own = await opened();
    const browser = new Browser();
    const step = await own.visit(browser);
    expect(problem(await own.goOn(browser, step))).toEqual({ status: 403, code: 'second-factor-required' });
    own.provider.subject = 'lead';
    expect(leadsTo(await own.visit())).toBe(`${own.api.url}/`);
    await own.close();
  });

  async function opened() {
    const foreign = await ForeignProvider.open();
    foreign.offersSecondFactor = true;
    foreign.subject = 'supervisor';
    const other = await ApiUnderTest.open(process.env, { env: { LOGIN_ISSUER_URL: foreign.url } });
    await other.employ({ roles: ['district-supervisor'], areaCode: '440103', subject: 'supervisor' });
    await other.employ({ roles: ['site-lead'], siteIds: [other.siteA.siteId], subject: 'lead' });
    /** From where a page sends the browser, to the provider and with its answer back. */
    const goOn = async (browser: Browser, from: Visit) => browser.send((leadsTo(await new Browser().send(leadsTo(from) ?? '')) ?? '').replace(PAGES, other.url));
    const visit = async (browser = new Browser()) => goOn(browser, await browser.send(`${other.url}/auth/login`));
    const close = async () => {
      await other.close();
      foreign.close();
    };
    return { api: other, provider: foreign, visit, goOn, close };
  }
});

describe('signing out', () => {
  const out = (browser: Browser, headers: Record<string, string> = OWN_REQUEST) => browser.send(`${api.url}/auth/logout`, { method: 'POST', headers });

  it('ends the session here and says where it ends there', async () => {
    const browser = new Browser();
    await signIn(browser);
    const token = browser.cookies.get('miaocheng-loopback') ?? '';
    const { status, text, headers } = await out(browser);
    expect(status).toBe(200);
    const next = new URL((JSON.parse(text) as { next: string }).next);
    expect([next.origin + next.pathname, Object.fromEntries(next.searchParams)]).toEqual([`${provider.url}/end`, { client_id: 'admin-page', post_logout_redirect_uri: `${PAGES}/` }]);
    expect(headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(browser.cookies.size).toBe(0);
    const old = new Browser();
    old.cookies.set('miaocheng-loopback', token);
    expect((await me(old)).status).toBe(401);
  });

  it('is nothing that another site does to somebody (A26)', async () => {
    const browser = new Browser();
    await signIn(browser);
    const foreign: Record<string, string>[] = [{}, { origin: 'https://evil.example', 'miaocheng-request': '1' }, { ...OWN_REQUEST, 'sec-fetch-site': 'cross-site' }];
    for (const headers of foreign) expect(problem(await out(browser, headers))).toEqual({ status: 403, code: 'cross-site-request' });
    expect((await get(browser, `${PAGES}/auth/logout`)).status).toBe(404);
    expect((await me(browser)).status).toBe(200);
  });
});
