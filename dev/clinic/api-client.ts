import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

export type Problem = { code: string; params?: Record<string, unknown>; status: number };
export type Answer<T> = { ok: true; status: number; body: T } | { ok: false; problem: Problem };

export type ApiClientOptions = {
  baseUrl: string;
  getToken: () => Promise<string>;
  /** Headers made for each call, such as the short-lived assertion of the resident for whom a channel acts. */
  getHeaders?: () => Promise<Record<string, string>>;
  /** How long a call is repeated, with the same key, while the API cannot be reached. */
  patienceMs?: number;
  onLatency?: OnLatency;
};

/** How long an accepted write took, by the name of the command. */
export type OnLatency = (command: string, ms: number) => void;

export type ApiClient = {
  get<T>(path: string): Promise<Answer<T>>;
  /** A write under a key of its own, which stays the same over every repeat: a lost answer is asked for again. */
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
};

const RETRY_STATUS = new Set([502, 503, 504]);

/** What a clinic's own software does: one key a command, repeated until the API has answered. */
export function createApiClient({ baseUrl, getToken, getHeaders = async () => ({}), patienceMs = 120_000, onLatency }: ApiClientOptions): ApiClient {
  async function once(method: string, path: string, body: unknown, extra: Record<string, string>): Promise<Response> {
    const started = performance.now();
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${await getToken()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(await getHeaders()), ...extra },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (method === 'POST' && response.ok) onLatency?.(nameOf(path, body), performance.now() - started);
    return response;
  }

  async function call<T>(method: string, path: string, body: unknown, extra: Record<string, string>): Promise<Answer<T>> {
    const until = Date.now() + patienceMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      const response = await once(method, path, body, extra).catch((error: unknown) => error as Error);
      const again = response instanceof Error || RETRY_STATUS.has(response.status) || (response.status === 409 && (await codeOf(response)) === 'try-again');
      if (!(response instanceof Error) && !again) return await read<T>(response);
      if (Date.now() > until) throw response instanceof Error ? response : new Error(`${method} ${path}: still ${response.status} after ${patienceMs} ms`);
      await wait(pauseMs);
    }
  }

  return {
    get: (path) => call('GET', path, undefined, {}),
    post: (path, body, extra = {}) => call('POST', path, body, { 'idempotency-key': randomUUID(), ...extra }),
  };
}

/** A command by its type, anything else by its address without ids. */
function nameOf(path: string, body: unknown): string {
  const { type } = (body ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : path.replace(/^\/v1\//, '').replace(/\/[0-9a-f-]{36}/g, '');
}

async function codeOf(response: Response): Promise<string | undefined> {
  const body = (await response.clone().json().catch(() => ({}))) as { code?: string };
  return body.code;
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const body = (await response.json().catch(() => ({}))) as T & { code?: string; params?: Record<string, unknown> };
  if (response.ok) return { ok: true, status: response.status, body };
  return { ok: false, problem: { code: body.code ?? 'no-code', status: response.status, ...(body.params ? { params: body.params } : {}) } };
}

/** The body of an answer that must be positive. */
export async function expectOk<T>(what: string, answer: Promise<Answer<T>>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(`${what}: ${got.problem.status} ${got.problem.code} ${JSON.stringify(got.problem.params ?? {})}`);
  return got.body;
}
