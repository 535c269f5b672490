import { answerOf, reach } from './answer.js';
import { ApiError } from './api-error.js';

export type PostJson = (path: string, body: object) => Promise<unknown>;

/**
 * Commands to the API, marked as sent by this page, each under a key of its own. Where the answer was lost nobody knows whether it was done: the same command keeps its
 * key until there is an answer, so that whoever presses again does not do it twice.
 */
export function createPostJson(fetchIt: typeof fetch, newKey: () => string): PostJson {
  const unanswered = new Map<string, string>();
  return async (path, body) => {
    const text = JSON.stringify(body);
    const command = `${path} ${text}`;
    const key = unanswered.get(command) ?? newKey();
    unanswered.set(command, key);
    const headers = { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key, 'Miaocheng-Request': '1' };
    try {
      const answer = await answerOf(await reach(() => fetchIt(path, { method: 'POST', headers, body: text })));
      unanswered.delete(command);
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'refused') unanswered.delete(command);
      throw error;
    }
  };
}
