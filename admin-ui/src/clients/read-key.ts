import { isPrivate } from '../../../domain/access/client-keys.js';
import type { Jwk } from './rows.js';

/** A key that was pasted, or the rule that it breaks before anything is sent. */
export type PastedKey = { ok: true; jwk: Jwk } | { ok: false; rule: 'not-json' | 'one-key' | 'private-key' | 'not-a-key' };

/** Takes a JWK, or a set with exactly one. A private key is not even sent: it would no longer be private. */
export function readPastedKey(text: string): PastedKey {
  const given = parsed(text);
  if (given === undefined) return { ok: false, rule: 'not-json' };
  const set = typeof given === 'object' && given !== null && 'keys' in given && Array.isArray(given.keys) ? (given.keys as unknown[]) : [given];
  if (set.some((key) => typeof key === 'object' && key !== null && isPrivate(key))) return { ok: false, rule: 'private-key' };
  const [jwk, ...others] = set;
  if (others.length > 0 || jwk === undefined) return { ok: false, rule: 'one-key' };
  return typeof jwk === 'object' && jwk !== null && 'kty' in jwk ? { ok: true, jwk: jwk as Jwk } : { ok: false, rule: 'not-a-key' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // no JSON: what somebody pastes may be anything
  }
}
