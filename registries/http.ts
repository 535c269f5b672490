import { z } from 'zod';
import { Rejected, Unavailable } from './errors.js';
import { transportFailure } from './transport-failure.js';

export type JsonCall<T> = {
  /** Named in errors and logs. */
  system: string;
  method: 'GET' | 'POST';
  url: URL;
  headers?: Record<string, string>;
  /** Already serialised, since what is signed must be what is sent. */
  body?: string;
  answer: z.ZodType<T>;
  /** For the whole call, reading included, so that a dripping answer ends too. */
  timeoutMs: number;
  maxBytes?: number;
  /** The caller's own cancellation; its reason is thrown as it is. */
  signal?: AbortSignal;
  /** The code with which the system turns away a request it has had before: something on the way repeated ours, and the first may have had its effect. */
  replayCode?: string;
};

const MAX_BYTES = 1_048_576;
const MAX_RETRY_AFTER_MS = 3_600_000;
const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;
const SECONDS = /^\d+$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const refusal = z.object({ code: z.string() });

/**
 * One bounded call: the answer is believed only as JSON of at most `maxBytes` that fits the schema; redirects are never followed and
 * certificates always checked (attacks A42, A45). Throws `Unavailable`, `Rejected`, or the reason of `signal`.
 */
export async function callJson<T>(call: JsonCall<T>): Promise<T> {
  const deadline = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: { accept: 'application/json', ...(call.body === undefined ? {} : { 'content-type': 'application/json' }), ...call.headers },
      body: call.body ?? null,
      redirect: 'manual',
      signal,
    });
    return await readAnswer(response, call);
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    if (error instanceof Unavailable || error instanceof Rejected) throw error;
    throw transportFailure(call.system, error);
  }
}

async function readAnswer<T>(response: Response, call: JsonCall<T>): Promise<T> {
  const { system } = call;
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new Unavailable(system, 'redirected');
  }
  const text = await readCapped(response, call);
  if (!response.ok) throw statusFailure(response, text, call);
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) throw new Unavailable(system, 'not-json');
  const parsed = call.answer.safeParse(parseJson(text, system));
  if (!parsed.success) throw new Unavailable(system, 'malformed');
  return parsed.data;
}

async function readCapped(response: Response, { system, maxBytes = MAX_BYTES }: JsonCall<unknown>): Promise<string> {
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body?.cancel();
    throw new Unavailable(system, 'too-large');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Unavailable(system, 'too-large'); // leaving the loop closes the connection
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, system: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unavailable(system, 'not-json');
  }
}

/** Only a 4xx that carries a code is the system's own word about our request; a bare one may be any proxy's. */
function statusFailure(response: Response, text: string, { system, replayCode }: JsonCall<unknown>): Error {
  const { status } = response;
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  if (status === 429) return new Unavailable(system, 'throttled', { effect: 'none', retryAfterMs });
  if (status === 503) return new Unavailable(system, 'server-error', { effect: 'none', retryAfterMs });
  if (status >= 500) return new Unavailable(system, 'server-error', { retryAfterMs });
  const parsed = JSON_TYPE.test(response.headers.get('content-type') ?? '') ? refusal.safeParse(tryJson(text)) : null;
  const code = parsed?.data?.code;
  if (status === 401 || status === 403) return new Unavailable(system, 'not-authorised', { effect: code !== undefined && code === replayCode ? 'unknown' : 'none', retryAfterMs });
  return code === undefined ? new Unavailable(system, 'unexpected-status', { retryAfterMs }) : new Rejected(system, code);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * RFC 9110: seconds or a date. Capped, so that nobody outside decides to silence us for a day. What names no time to come, or is neither
 * form, asks for nothing and our own back-off holds; `Date.parse` alone would read a date into almost any text with a digit.
 */
function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  const ms = SECONDS.test(header) ? Number(header) * 1000 : HTTP_DATE.test(header) ? Date.parse(header) - Date.now() : 0;
  return ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : null;
}
