import type { Problem } from '../../contracts/problem.js';
import { ApiError } from './api-error.js';

export type GetJson = (path: string, query?: Record<string, string>, signal?: AbortSignal) => Promise<unknown>;

const AWAY = [502, 503, 504];

/** Reads from the API through the server that serves this page; the browser holds no token. */
export function createGetJson(fetchIt: typeof fetch): GetJson {
  return async (path, query = {}, signal) => {
    const search = new URLSearchParams(query).toString();
    const response = await fetchIt(search ? `${path}?${search}` : path, { headers: { accept: 'application/json' }, signal: signal ?? null }).catch((error: unknown) => {
      if (signal?.aborted) throw error; // nobody waits for it any more
      throw new ApiError('unreachable');
    });
    const body = (await response.json().catch(() => null)) as unknown;
    if (response.ok && body !== null) return body;
    const { status } = response;
    if (AWAY.includes(status)) throw new ApiError('unreachable', { status });
    throw isProblem(body) ? new ApiError('refused', { status, problem: body }) : new ApiError('unexpected', { status });
  };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
