import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.js';

/** Where a value lives. It is bound into the ciphertext, so a value moved to another row or column does not open. */
export type FieldPlace = { table: string; column: string; rowId: string };

export type FieldCipher = {
  /** `keyId:` in ASCII, 12 bytes of nonce, ciphertext, 16 bytes of tag. */
  encrypt(place: FieldPlace, text: string): Buffer;
  /** Throws `FieldCipherError` when the value was changed, was moved, or its key is not in the ring. */
  decrypt(place: FieldPlace, sealed: Buffer): string;
  /** True when the value was written with an older key and should be written again. */
  isStale(sealed: Buffer): boolean;
};

/** Says which place cannot be opened, never what stands there. */
export class FieldCipherError extends Error {
  override readonly name = 'FieldCipherError';
  readonly place: FieldPlace;

  constructor(place: FieldPlace, reason: 'unknown-key' | 'not-authentic') {
    super(`${place.table}.${place.column} cannot be decrypted: ${reason}`);
    this.place = place;
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const COLON = ':'.charCodeAt(0);

/** AES-256-GCM by column, with the place as additional data (security handbook, S7). */
export function createFieldCipher(ring: KeyRing): FieldCipher {
  const writingKey = ring.keys.get(ring.writing);
  if (!writingKey) throw new TypeError('the writing key is not in the ring');
  return {
    encrypt(place, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', writingKey, nonce).setAAD(additionalData(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(`${ring.writing}:`, 'latin1'), nonce, body, cipher.getAuthTag()]);
    },
    decrypt(place, sealed) {
      const key = ring.keys.get(keyIdOf(sealed));
      if (!key) throw new FieldCipherError(place, 'unknown-key');
      return open(place, key, sealed.subarray(sealed.indexOf(COLON) + 1));
    },
    isStale: (sealed) => keyIdOf(sealed) !== ring.writing,
  };
}

function open(place: FieldPlace, key: Buffer, box: Buffer): string {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new FieldCipherError(place, 'not-authentic');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(place)).setAuthTag(box.subarray(box.length - TAG_BYTES));
  const body = box.subarray(NONCE_BYTES, box.length - TAG_BYTES);
  try {
    return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // Node says only that the tag does not fit; what else it might say must not travel with an error of ours.
    throw new FieldCipherError(place, 'not-authentic');
  }
}

function keyIdOf(sealed: Buffer): string {
  return sealed.subarray(0, Math.max(0, sealed.indexOf(COLON))).toString('latin1');
}

function additionalData({ table, column, rowId }: FieldPlace): Buffer {
  return Buffer.from(`${table}|${column}|${rowId}`, 'utf8');
}
