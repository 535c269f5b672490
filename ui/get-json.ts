import { answerOf, reach } from './answer.js';

export type GetJson = (path: string, query?: Record<string, string>, signal?: AbortSignal) => Promise<unknown>;

/** Reads from the API through the server that serves this page; the browser holds no token. */
export function createGetJson(fetchIt: typeof fetch): GetJson {
  return async (path, query = {}, signal) => {
    const search = new URLSearchParams(query).toString();
    return answerOf(await reach(() => fetchIt(search ? `${path}?${search}` : path, { headers: { accept: 'application/json' }, signal: signal ?? null }), signal));
  };
}
