import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { z } from 'zod';
import { Unavailable } from './errors.js';
import { callJson, type JsonCall } from './http.js';
import { withServer } from './server-fixtures.js';

// What the adapters' own suites prove on top of this: redirects, an endless answer, a late one, a lost one, statuses.

type Asked = Partial<JsonCall<{ name: string }>>;
const call = (url: string, asked: Asked = {}) => callJson({ system: 'outside', method: 'GET', url: new URL(url), answer: z.object({ name: z.string() }), timeoutMs: 10_000, ...asked });

/** What the call to a server that answers so comes to: the answer or the error. */
async function outcomeOf(listener: RequestListener, asked: Asked = {}): Promise<unknown> {
  let outcome: unknown;
  await withServer(listener, async (url) => {
    outcome = await call(url, asked).catch((error: unknown) => error);
  });
  return outcome;
}

type Reply = { status?: number; headers?: Record<string, string>; body?: string };
const reply = ({ status = 200, headers = {}, body = '{"name":"苗"}' }: Reply): RequestListener => (_, response) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
};

/** Sends the head and the first half, then a blank now and then for ever: an idle limit would never end it. */
const dripping: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"name":');
  const drip = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drip));
};

describe('a request', () => {
  it('carries the text that was signed, its type and the headers given', async () => {
    let got: { method?: string | undefined; headers: IncomingHttpHeaders; body: string } | undefined;
    const listener: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        got = { method: request.method, headers: request.headers, body };
        reply({})(request, response);
      });
    };
    expect(await outcomeOf(listener, { method: 'POST', body: '{ "as" : "it is 苗" }', headers: { 'x-signature': 's' } })).toEqual({ name: '苗' });
    expect(got).toMatchObject({ method: 'POST', body: '{ "as" : "it is 苗" }', headers: { 'content-type': 'application/json', accept: 'application/json', 'x-signature': 's' } });
  });
});

describe('an answer', () => {
  const exact = JSON.stringify({ name: 'x'.repeat(89) });

  it.each([
    { fact: 'of exactly the size allowed', over: 0, headers: { 'content-length': '100' }, result: { name: 'x'.repeat(89) } },
    { fact: 'of exactly the size allowed, in chunks', over: 0, headers: {}, result: { name: 'x'.repeat(89) } },
    { fact: 'one byte larger', over: 1, headers: { 'content-length': '101' }, result: new Unavailable('outside', 'too-large') },
    { fact: 'one byte larger, in chunks', over: 1, headers: {}, result: new Unavailable('outside', 'too-large') },
  ])('$fact is taken or refused by its size', async ({ over, headers, result }) => {
    const body = exact + ' '.repeat(over);
    const chunked: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.write(body.slice(0, 50));
      response.end(body.slice(50));
    };
    expect(exact).toHaveLength(100);
    expect(await outcomeOf(chunked, { maxBytes: 100 })).toEqual(result);
  });

  it.each(['application/json; charset=utf-8', 'application/problem+json', 'Application/JSON'])('is JSON as %s', async (type) => {
    expect(await outcomeOf(reply({ headers: { 'content-type': type } }))).toEqual({ name: '苗' });
  });

  it.each(['text/html', 'application/jsonp', 'text/plain; application/json'])('is no JSON as %s', async (type) => {
    expect(await outcomeOf(reply({ headers: { 'content-type': type } }))).toMatchObject({ name: 'Unavailable', code: 'not-json' });
  });

  it('that drips ends by the limit for the whole call', async () => {
    expect(await outcomeOf(dripping, { timeoutMs: 300 })).toMatchObject({ name: 'Unavailable', code: 'timeout', effect: 'unknown' });
  });

  it('that drips ends with its caller, by the reason given', async () => {
    const [giveUp, reason] = [new AbortController(), new Error('no longer wanted')];
    const givesUp: RequestListener = (request, response) => {
      dripping(request, response);
      setTimeout(() => giveUp.abort(reason), 50);
    };
    expect(await outcomeOf(givesUp, { signal: giveUp.signal })).toBe(reason);
  });

  it('that breaks off in the middle is a lost connection', async () => {
    const broken: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"name":', () => response.destroy());
    };
    expect(await outcomeOf(broken)).toMatchObject({ name: 'Unavailable', code: 'connection-lost', effect: 'unknown' });
  });
});

describe('a refusal', () => {
  it.each([
    { fact: 'with a code', reply: { body: '{"code":"invalid-field"}' }, error: { name: 'Rejected', code: 'invalid-field' } },
    { fact: 'with a code that could be a number of somebody', reply: { body: '{"code":"440199202406010021"}' }, error: { name: 'Rejected', code: 'unknown' } },
    { fact: 'without a code', reply: { body: '{}' }, error: { name: 'Unavailable', code: 'unexpected-status' } },
    { fact: 'with half a text', reply: { body: '{"code":' }, error: { name: 'Unavailable', code: 'unexpected-status' } },
    { fact: 'with a code in a page', reply: { body: '{"code":"invalid-field"}', headers: { 'content-type': 'text/html' } }, error: { name: 'Unavailable', code: 'unexpected-status' } },
  ])('$fact is $error.name', async ({ reply: said, error }) => {
    expect(await outcomeOf(reply({ status: 422, ...said }))).toMatchObject(error);
  });
});

it.each([
  { code: 'replayed', effect: 'unknown' },
  { code: 'signature', effect: 'none' },
])('a request turned away as $code had effect $effect', async ({ code, effect }) => {
  expect(await outcomeOf(reply({ status: 401, body: JSON.stringify({ code }) }), { replayCode: 'replayed' })).toMatchObject({ name: 'Unavailable', code: 'not-authorised', effect });
});

describe('Retry-After', () => {
  it.each([
    { header: '7', ms: 7000 },
    { header: '3601', ms: 3_600_000 },
    { header: '99999999999999999999', ms: 3_600_000 },
    { header: new Date(Date.now() + 86_400_000).toUTCString(), ms: 3_600_000 },
    ...['0', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon 5', '-5', '1.5', '2099-01-01', 'in a day'].map((header) => ({ header, ms: null })),
  ])('$header is $ms ms', async ({ header, ms }) => {
    for (const status of [429, 503]) {
      expect(await outcomeOf(reply({ status, headers: { 'retry-after': header } }))).toMatchObject({ name: 'Unavailable', effect: 'none', retryAfterMs: ms });
    }
  });

  it('is the time until a date', async () => {
    const inTenMinutes = new Date(Date.now() + 600_000).toUTCString();
    const error = await outcomeOf(reply({ status: 429, headers: { 'retry-after': inTenMinutes } }));
    expect(error).toBeInstanceOf(Unavailable);
    const { retryAfterMs } = error as Unavailable;
    expect(retryAfterMs).toBeGreaterThan(480_000);
    expect(retryAfterMs).toBeLessThanOrEqual(600_000);
  });
});

it('speaks TLS to an https address, or not at all', async () => {
  await withServer(reply({}), async (url) => {
    await expect(call(url.replace('http:', 'https:'))).rejects.toMatchObject({ name: 'Unavailable', code: 'tls', effect: 'none' });
  });
});
