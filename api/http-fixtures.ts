import { randomUUID } from 'node:crypto';
import type { Answer, ApiClient } from '../dev/clinic/api-client.js';
import type { CaseAction } from '../domain/cases/kinds.js';
import { checkAnswer } from './contract-fixtures.js';

/** Whatever a body holds; the contract check has seen it before a test does. */
export type Body = Record<string, unknown> & { code?: string; params?: Record<string, unknown> };
export type Reply<T = Body> = { status: number; body: T; headers: Headers };

export type Sent = { body?: unknown; headers?: Record<string, string> };

/** Sends one request and checks its answer against the OpenAPI document; a string or bytes go as they are, everything else as JSON. */
export async function send<T = Body>(url: string, method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Reply<T>> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const json = /^application\/(problem\+)?json\b/.test(contentType) && text !== '';
  const answered = json ? (JSON.parse(text) as T) : ({ text } as T);
  if (method !== 'HEAD') checkAnswer({ method, path, status: response.status, contentType, body: json ? answered : text });
  return { status: response.status, body: answered, headers: response.headers };
}

/** A machine client with its token, which is made for each call, and the headers that it always sends. */
export class TestClient {
  readonly clientId: string;
  private readonly url: string;
  private readonly always: () => Promise<Record<string, string>>;

  constructor(clientId: string, url: string, always: () => Promise<Record<string, string>>) {
    this.clientId = clientId;
    this.url = url;
    this.always = always;
  }

  async send<T = Body>(method: string, path: string, sent: Sent = {}): Promise<Reply<T>> {
    return send<T>(this.url, method, path, { ...sent, headers: { ...(await this.always()), ...sent.headers } });
  }

  headers(): Promise<Record<string, string>> {
    return this.always();
  }

  get<T = Body>(path: string): Promise<Reply<T>> {
    return this.send<T>('GET', path);
  }

  /** Under a key of its own unless one is given. */
  post<T = Body>(path: string, body: unknown, key: string = randomUUID()): Promise<Reply<T>> {
    return this.send<T>('POST', path, { body, headers: { 'idempotency-key': key } });
  }

  /** The body of an answer that must be positive. */
  async must<T = Body>(reply: Promise<Reply<T>>): Promise<T> {
    const { status, body } = await reply;
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** As the clinic's own software takes it. */
  asApiClient(): ApiClient {
    const answer = async <T>(reply: Promise<Reply>): Promise<Answer<T>> => {
      const { status, body } = await reply;
      if (status < 400) return { ok: true, status, body: body as T };
      return { ok: false, problem: { status, code: body.code ?? 'none', ...(body.params && { params: body.params }) } };
    };
    return { get: (path) => answer(this.get(path)), post: (path, body) => answer(this.post(path, body)) };
  }
}

export function postAs<T = Body>(client: TestClient, path: string, body: unknown, key?: string): Promise<T> {
  return client.must(client.post<T>(path, body, key));
}

/** One supervisor proposes, another approves. */
export async function decideByTwo(client: TestClient, path: string, caseVersion: number, action: CaseAction): Promise<Reply> {
  const proposed = await postAs<{ version: number }>(client, `${path}/proposal`, { staffId: 'S-1', caseVersion, action, reason: '监控可见全过程' });
  return client.post(`${path}/proposal/approve`, { staffId: 'S-2', caseVersion: proposed.version });
}

export function getAs<T = Body>(client: TestClient, path: string): Promise<T> {
  return client.must(client.get<T>(path));
}
