import type { JSONWebKeySet } from 'jose';
import type { Instant } from '../domain/time.js';
import { checkCode, checkOfflineCode, type CheckOptions, type CodeCheck, type OfflineCheck } from './check-code.js';
import { isPublished } from './key-life.js';
import { publicJwk, type IssuerKey } from './key.js';
import { mintCode, type MintedCode, type MintRequest } from './mint-code.js';

export type Issuer = {
  mint(request: MintRequest): Promise<MintedCode>;
  check(text: string, now: Instant, accept?: CheckOptions['accept']): Promise<CodeCheck>;
  /** Looks again at what a device accepted while it or we were away. */
  checkOffline(text: string, times: { checkedAt: Instant; now: Instant }): Promise<OfflineCheck>;
  /** No code can be checked now: the keys cannot be read. */
  isAway(): boolean;
  /** The document for `/.well-known/jwks.json`: public keys only. */
  jwks(now: Instant): JSONWebKeySet;
};

/** `keys` is asked on every call, so that a key revoked in the file takes effect without a restart (see `watchIssuerKeys`). */
export function createIssuer({ keys, isAway = () => false, clockSkewMs }: { keys: () => readonly IssuerKey[]; isAway?: () => boolean; clockSkewMs: number }): Issuer {
  return {
    mint: (request) => mintCode(keys(), request),
    check: (text, now, accept) => checkCode(keys(), text, now, accept ? { clockSkewMs, accept } : { clockSkewMs }),
    checkOffline: (text, times) => checkOfflineCode(keys(), text, times, { clockSkewMs }),
    isAway,
    jwks: (now) => ({ keys: keys().filter((key) => isPublished(key, now)).map(publicJwk) }),
  };
}
