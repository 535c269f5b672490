import { createHash } from 'node:crypto';
import type { TokenCheck } from './verify-access-token.js';

const MOST = 10_000;

export type VerifyToken = (text: string) => Promise<TokenCheck>;

/**
 * A token that was good is not checked again for `forMs`, and never beyond its own end: the signature is most of what a call costs before
 * its work. What its client may do now is asked elsewhere, each time. A token that was not good is checked each time.
 */
export function rememberTokens(verify: VerifyToken, { forMs, now }: { forMs: number; now: () => number }): VerifyToken {
  const known = new Map<string, { check: TokenCheck; until: number }>();
  return async (text) => {
    const key = createHash('sha256').update(text).digest('base64'); // a bearer itself is kept nowhere
    const remembered = known.get(key);
    if (remembered && now() < remembered.until) return remembered.check;
    known.delete(key);
    const check = await verify(text);
    if (!check.ok) return check;
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    known.set(key, { check, until: Math.min(now() + forMs, check.token.endsAtMs) });
    return check;
  };
}
