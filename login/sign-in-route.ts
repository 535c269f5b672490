import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { signIn } from './accounts.js';
import { sayPage, signInPage, type Page } from './pages.js';
import type { Queryable } from './postgres-adapter.js';

const PATH = /^\/interaction\/[\w-]{1,64}$/;
const FORM_LIMIT_BYTES = 4_096;
/** A password takes 32 MiB and a quarter of a second of a processor: more at once than this wait outside, so that tokens of machines go on. */
const MOST_AT_ONCE = 16;

export type SignInRoute = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function isSignInPath(url: string): boolean {
  return PATH.test(url);
}

/** The page on which somebody says who they are, in the course of an authorization that this very browser began: its cookie says which. */
export function createSignInRoute(provider: Provider, db: Queryable, issuerUrl: string): SignInRoute {
  let atOnce = 0;
  return async (request, response) => {
    const begun = await provider.interactionDetails(request, response).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound) return null;
      throw error;
    });
    if (!begun || begun.uid !== request.url?.split('/')[2]) return send(response, 400, sayPage('登录已过期，请返回原页面重新开始。', 'This sign-in is over. Go back to the page that you came from.'));
    const form = { action: `/interaction/${begun.uid}`, leadsTo: originOf(begun.params['redirect_uri']) };
    if (request.method === 'GET' || request.method === 'HEAD') return send(response, 200, signInPage(form));
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
    if (!isOwnForm(request, issuerUrl)) return send(response, 403, sayPage('请求被拒绝。', 'Refused.'));
    const fields = await readForm(request);
    if (!fields) return send(response, 413, sayPage('请求被拒绝。', 'Refused.'));
    if (atOnce >= MOST_AT_ONCE) return send(response, 503, signInPage({ ...form, problem: 'busy' }), { 'retry-after': '5' });
    atOnce += 1;
    const result = await signIn(db, fields.get('username') ?? '', fields.get('password') ?? '').finally(() => (atOnce -= 1));
    // Not remembered: the session of the provider ends with the browser, if it was not ended before.
    if (result.ok) return provider.interactionFinished(request, response, { login: { accountId: result.subject, remember: false, amr: ['pwd'] } });
    if (result.why === 'too-many') return send(response, 429, signInPage({ ...form, problem: 'too-many' }), { 'retry-after': String(result.waitSeconds) });
    return send(response, 401, signInPage({ ...form, problem: 'wrong' }));
  };
}

/** Browsers name the origin of every form; a page of somebody else shall not sign anybody in as somebody else. */
function isOwnForm({ headers }: IncomingMessage, issuerUrl: string): boolean {
  if (headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin') return false;
  return headers.origin === new URL(issuerUrl).origin && /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
}

/** Null when it is too long to be ours. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > FORM_LIMIT_BYTES) return null;
  }
  return new URLSearchParams(text);
}

function originOf(uri: unknown): string | null {
  return typeof uri === 'string' && URL.canParse(uri) ? new URL(uri).origin : null;
}

function send(response: ServerResponse, status: number, { html, headers }: Page, more: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers, ...more }).end(html);
}
