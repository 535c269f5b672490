import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { KeyLine, RegisteredClient } from '../../db/client-register.js';
import { readClientKey, type ClientKey, type ClientKeyRule } from '../../domain/access/client-keys.js';
import type { Instant } from '../../domain/time.js';

/** NIST SP 800-131A; an exponent below F4 is what weak generators make. */
const LEAST_RSA_BITS = 2048;
const LEAST_RSA_EXPONENT = 65_537n;

export type NewKey = { key: ClientKey & { kid: string }; line: KeyLine };

/** The key that somebody gave, named, and its line in the log; or the rule that it breaks. Of private material nothing is kept. */
export async function newClientKey(jwk: Readonly<Record<string, unknown>>, now: Instant): Promise<NewKey | ClientKeyRule> {
  const read = readClientKey(jwk);
  if (!read.ok) return read.rule;
  const weak = faultOfNumbers(read.key);
  if (weak) return weak;
  const thumbprint = await calculateJwkThumbprint(read.key);
  const key = { ...read.key, kid: read.key.kid ?? thumbprint };
  return { key, line: { thumbprint, kid: key.kid, alg: key.alg, addedAt: now, retiredAt: null } };
}

function faultOfNumbers(key: ClientKey): 'not-a-key' | 'too-weak' | null {
  try {
    const { modulusLength, publicExponent } = createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails ?? {};
    const isWeak = (modulusLength !== undefined && modulusLength < LEAST_RSA_BITS) || (publicExponent !== undefined && publicExponent < LEAST_RSA_EXPONENT);
    return isWeak ? 'too-weak' : null;
  } catch {
    return 'not-a-key'; // no point of its curve, or no numbers: Node says so by throwing, with codes of OpenSSL
  }
}

export type KeyInForce = KeyLine & { key: ClientKey };

/** The keys that count, each with its line; one from before there was a log has been there as long as its client. */
export function keysInForce({ keys, keyLog, createdAt }: RegisteredClient): Promise<KeyInForce[]> {
  return Promise.all(
    keys.map(async (key) => {
      const thumbprint = await calculateJwkThumbprint(key);
      const addedAt = keyLog.find((line) => line.thumbprint === thumbprint)?.addedAt ?? createdAt;
      return { key, thumbprint, kid: key.kid ?? thumbprint, alg: key.alg, addedAt, retiredAt: null };
    }),
  );
}
