import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAdminPage } from './admin-page.js';

const journeyId = '0192d3a0-0000-7000-8000-000000000005';
const folder = mkdtempSync(join(tmpdir(), 'miaocheng-admin-page-'));
const distFolder = join(folder, 'dist');
const deskFolder = join(folder, 'desk');
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
let upstream: Server;
let page: { url: string; close(): Promise<void> };

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  mkdirSync(join(distFolder, 'assets'), { recursive: true });
  writeFileSync(join(distFolder, 'index.html'), '<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/page-1.js"></script>');
  writeFileSync(join(distFolder, 'assets/page-1.js'), 'page()');
  mkdirSync(join(deskFolder, 'assets'), { recursive: true });
  writeFileSync(join(deskFolder, 'index.html'), '<title>desk</title><script nonce="__CSP_NONCE__"></script>');
  writeFileSync(join(deskFolder, 'assets/page-1.js'), 'desk()');
  writeFileSync(join(folder, 'outside.html'), 'outside');
  upstream = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    asked.push({ method, url, headers, body });
    if (url.startsWith('/auth/login')) return void response.writeHead(303, { location: 'http://127.0.0.1:1/auth?x=1', 'set-cookie': ['a=1; HttpOnly', 'b=2; HttpOnly'] }).end();
    const problem = url.includes('day=never');
    response.writeHead(problem ? 422 : 200, { 'content-type': problem ? 'application/problem+json' : 'application/json', 'set-cookie': 'of=the-api', 'access-control-allow-origin': '*' });
    response.end(JSON.stringify({ asked: url }));
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  page = await startAdminPage({ port: 0, distFolder, deskFolder, apiUrl: `http://127.0.0.1:${portOf(upstream)}` });
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  await page.close();
  upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

type Reply = { status: number; headers: IncomingHttpHeaders; text: string };

/** Sent as it stands: `fetch` would tidy the path and refuse to set the host. */
function send(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: new URL(page.url).port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject).end(body);
  });
}

describe('the page', () => {
  it('is served at every address that it may show, with a nonce of this very answer', async () => {
    const replies = [await send('/'), await send(`/journeys/${journeyId}/show`)];
    const nonces = replies.map(({ headers }) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]);
    expect(new Set(nonces).size).toBe(2);
    for (const [n, { status, headers, text }] of replies.entries()) {
      expect({ status, cache: headers['cache-control'], type: headers['content-type'] }).toEqual({ status: 200, cache: 'no-store', type: 'text/html; charset=utf-8' });
      expect(text.split(`nonce="${nonces[n]}"`)).toHaveLength(3);
    }
  });

  it('is another below /desk, which alone may use the camera and WebAssembly', async () => {
    for (const path of ['/desk', '/desk/', '/desk/registration']) expect(await send(path)).toMatchObject({ status: 200, text: expect.stringContaining('<title>desk</title>') });
    expect(await send('/desk/assets/page-1.js')).toMatchObject({ status: 200, text: 'desk()' });
    expect(await send('/desk/assets/absent.js')).toMatchObject({ status: 404 });
    const [desk, admin] = [await send('/desk'), await send('/desks')];
    expect(desk.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect([desk.headers['permissions-policy'], admin.headers['permissions-policy']]).toEqual(['camera=(self), geolocation=(), microphone=()', 'camera=(), geolocation=(), microphone=()']);
    expect(admin.text).not.toContain('<title>desk</title>');
  });

  it('lets no foreign script, style, frame or form in', async () => {
    const { headers } = await send('/');
    const policy = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"]) expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('has files that are kept for good, since their names change with them', async () => {
    expect(await send('/assets/page-1.js')).toMatchObject({ status: 200, text: 'page()', headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
  });

  it.each(['/assets/../../outside.html', '/assets/%2e%2e/%2e%2e/outside.html', '/assets/..%2f..%2foutside.html', '/../outside.html'])('gives nothing outside its folder: %s', async (path) => {
    expect((await send(path)).text).not.toContain('outside');
  });

  it.each([
    ['/assets/page-2.js', 404],
    ['/%E0%A4%A', 400],
    ['/assets/%00', 400],
  ])('says no more than a status of what it cannot give: %s', async (path, status) => {
    const reply = await send(path);
    expect(reply.status).toBe(status);
    expect(reply.text).not.toMatch(/Error|node_modules|\n/);
  });

  it('does not start when it was not built, and says how to build it', async () => {
    await expect(startAdminPage({ port: 0, distFolder: join(folder, 'absent'), deskFolder, apiUrl: page.url })).rejects.toThrow('npm run build');
  });

  it('does not start on a port that is taken', async () => {
    await expect(startAdminPage({ port: portOf(upstream), distFolder, deskFolder, apiUrl: page.url })).rejects.toThrow('EADDRINUSE');
  });
});

describe('a request to the API', () => {
  it.each(['/v1/sites?first=200', `/v1/journeys/${journeyId}/timeline`, '/v1/me', '/readyz'])('goes on as whoever is signed in, with what the browser says of itself and no token: %s', async (path) => {
    const { status, headers, text } = await send(path, { cookie: 'miaocheng-loopback=s', authorization: 'Bearer of-the-browser', 'x-forwarded-for': '1.2.3.4', 'sec-fetch-site': 'same-origin' });
    expect({ status, text, cache: headers['cache-control'] }).toEqual({ status: 200, text: JSON.stringify({ asked: path }), cache: 'no-store' });
    expect(asked).toMatchObject([{ method: 'GET', url: path, headers: { cookie: 'miaocheng-loopback=s', 'sec-fetch-site': 'same-origin' } }]);
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    expect(asked[0]?.headers).not.toHaveProperty('x-forwarded-for');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('that writes goes on with its body and what proves that it is ours', async () => {
    const own = { origin: page.url, 'sec-fetch-site': 'same-origin', 'miaocheng-request': '1', 'idempotency-key': 'k', 'content-type': 'application/json', 'content-length': '7' };
    expect((await send('/v1/cases/x/claim', own, 'POST', '{"a":1}')).status).toBe(200);
    expect(asked).toMatchObject([{ method: 'POST', url: '/v1/cases/x/claim', body: '{"a":1}', headers: own }]);
  });

  it('to sign in is a visit, which leads on and brings its cookies', async () => {
    const { status, headers } = await send('/auth/login?to=/journeys', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' });
    expect([status, headers.location, headers['set-cookie']]).toEqual([303, 'http://127.0.0.1:1/auth?x=1', ['a=1; HttpOnly', 'b=2; HttpOnly']]);
    expect(asked.map(({ url }) => url)).toEqual(['/auth/login?to=/journeys']);
  });

  it('brings back a problem as the API told it', async () => {
    expect(await send('/v1/journeys?day=never')).toMatchObject({ status: 422, headers: { 'content-type': 'application/problem+json' } });
  });

  it.each(['/healthz', '/metrics', '/docs', '/openapi.json', '/v2/journeys', '//127.0.0.1:1/v1/journeys'])('is not of anything beside what pages ask: %s', async (path) => {
    await send(path);
    expect(asked).toEqual([]);
  });

  it('goes nowhere but to the API, whatever address the request names', async () => {
    await send(`http://127.0.0.1:1/v1/journeys/${journeyId}?day=1`);
    expect(asked.map(({ url }) => url)).toEqual([`/v1/journeys/${journeyId}?day=1`]);
  });

  it('says that the service is away while the API is', async () => {
    const alone = await startAdminPage({ port: 0, distFolder, deskFolder, apiUrl: 'http://127.0.0.1:1' });
    const away = await fetch(`${alone.url}/v1/sites`);
    expect([away.status, away.headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect(await away.json()).toMatchObject({ code: 'unavailable', status: 503 });
    await alone.close();
  });
});

describe('nobody else', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('changes anything of the page: %s', async (method) => {
    for (const path of ['/', '/journeys', '/assets/page-1.js']) expect(await send(path, {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(asked).toEqual([]);
  });

  it.each(['miaocheng.example', '127.0.0.1', '127.0.0.1:1', 'localhost', '[::1]'])('reaches it under another name: %s', async (host) => {
    for (const path of ['/', '/v1/journeys']) expect((await send(path, { host })).status).toBe(421);
    expect(asked).toEqual([]);
  });

  it('reads through it from a page of its own, on this machine either', async () => {
    for (const site of ['cross-site', 'same-site']) for (const path of ['/v1/journeys', '/assets/page-1.js', '/']) expect((await send(path, { 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).status).toBe(403);
    expect((await send('/v1/journeys', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(403);
    expect(asked).toEqual([]);
  });
});

it('opens from a link elsewhere, and reads for itself', async () => {
  expect((await send('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200);
  expect((await send('/v1/journeys', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

it('has one name, which its cookie belongs to: a visit to the other goes there', async () => {
  const host = `localhost:${new URL(page.url).port}`;
  expect(await send('/journeys?a=1', { host })).toMatchObject({ status: 302, headers: { location: `${page.url}/journeys?a=1` } });
  for (const path of ['//evil.example/', '/\\evil.example', 'http://evil.example/']) expect((await send(path, { host })).headers.location).toBe(`${page.url}/`);
  expect((await send('/v1/cases', { host }, 'POST')).status).toBe(421);
});
