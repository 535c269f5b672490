import { createHmac } from 'node:crypto';
import type { Identifier } from '../domain/identity/identifier.js';
import type { KeyRing } from './key-ring.js';

export type BlindIndexEntry = { keyId: string; index: Buffer };

export type BlindIndex = {
  /**
   * The index of a normalised value under every key of the ring, the writing key first. Rows are written and looked up under all of them,
   * so that a value stays unique while a new key is being rolled out.
   */
  of(kind: string, normalised: string): BlindIndexEntry[];
};

/** HMAC-SHA-256 with keys of its own: an 18-digit number has little entropy, so a bare hash would be read back by trying them all. */
export function createBlindIndex(ring: KeyRing): BlindIndex {
  const order = [ring.writing, ...[...ring.keys.keys()].filter((id) => id !== ring.writing)];
  return {
    of: (kind, normalised) =>
      order.flatMap((keyId) => {
        const key = ring.keys.get(keyId);
        return key ? [{ keyId, index: createHmac('sha256', key).update(`${kind}|${normalised}`, 'utf8').digest() }] : [];
      }),
  };
}

/** `identifier` must come from `readIdentifier`: only one spelling of a number has an index. */
export function identifierIndex(blindIndex: BlindIndex, { type, number }: Identifier): BlindIndexEntry[] {
  return blindIndex.of(`identifier|${type}`, number);
}

/** The same for a question in JSON, where bytes are hexadecimal digits. */
export function identifierHexIndex(blindIndex: BlindIndex, identifier: Identifier): { keyId: string; index: string }[] {
  return identifierIndex(blindIndex, identifier).map(({ keyId, index }) => ({ keyId, index: index.toString('hex') }));
}
