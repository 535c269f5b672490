import { createHash } from 'node:crypto';
import type { FindClient } from './principal.js';
import type { TokenCheck } from './verify-access-token.js';

const MOST = 10_000;

/** `forMs`: how long at most; `now` in ms since 1970. */
type Span = { forMs: number; now: () => number };

export type VerifyToken = (text: string) => Promise<TokenCheck>;

/**
 * A token that was good is not checked again for `forMs`, and never beyond its own end: the signature is most of what a call costs before
 * its work. What its client may do now is asked elsewhere, each time.
 */
export function rememberTokens(verify: VerifyToken, span: Span): VerifyToken {
  const hashOf = (text: string) => createHash('sha256').update(text).digest('base64'); // a bearer itself is kept nowhere
  return rememberGood(verify, { ...span, keyOf: hashOf, endsAtMs: (check) => (check.ok ? check.token.endsAtMs : null) });
}

/**
 * A client as it was found at most `forMs` ago. Only for commands: the door reads the client's grants again with the state and refuses what
 * was taken away meanwhile; what was given meanwhile counts a moment later.
 */
export function rememberClients(find: FindClient, span: Span): FindClient {
  return rememberGood(find, { ...span, keyOf: (clientId) => clientId, endsAtMs: (client) => (client ? Infinity : null) });
}

/** `endsAtMs`: until when an answer is good; null for one that is not, which is asked for each time, as is one that failed. */
type Good<T> = Span & { keyOf: (text: string) => string; endsAtMs: (answer: T) => number | null };

function rememberGood<T>(ask: (text: string) => Promise<T>, { keyOf, endsAtMs, forMs, now }: Good<T>): (text: string) => Promise<T> {
  const known = new Map<string, { answer: T; until: number }>();
  return async (text) => {
    const key = keyOf(text);
    const remembered = known.get(key);
    if (remembered && now() < remembered.until) return remembered.answer;
    known.delete(key);
    const answer = await ask(text);
    const end = endsAtMs(answer);
    if (end === null) return answer;
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    known.set(key, { answer, until: Math.min(now() + forMs, end) });
    return answer;
  };
}
