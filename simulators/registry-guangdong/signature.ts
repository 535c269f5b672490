import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Asked } from '../kit/answer.js';

export type SignatureFault = 'unsigned' | 'unknown-key' | 'clock' | 'digest' | 'signature' | 'replayed';

const SKEW_MS = 5 * 60_000;

/** Checks the signature of each request. Nonces are remembered as long as their time would be accepted, in two halves that take turns. */
export class SignatureCheck {
  readonly #secretOf: (keyId: string) => string | undefined;
  readonly #now: () => number;
  #recent = new Set<string>();
  #older = new Set<string>();
  #turnedAt: number;

  constructor(secretOf: (keyId: string) => string | undefined, now: () => number = Date.now) {
    this.#secretOf = secretOf;
    this.#now = now;
    this.#turnedAt = now();
  }

  /** Null when the request is genuine and new. */
  fault(asked: Asked): SignatureFault | null {
    const [keyId, timestamp, nonce, digest, signature] = ['key-id', 'timestamp', 'nonce', 'content-sha256', 'signature'].map((name) => asked.headers[`x-gd-${name}`]);
    if (typeof keyId !== 'string' || typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof digest !== 'string' || typeof signature !== 'string') return 'unsigned';
    const secret = this.#secretOf(keyId);
    if (secret === undefined) return 'unknown-key';
    const text = [asked.method, asked.path, asked.search, digest, timestamp, nonce].join('\n');
    if (!isSame(createHmac('sha256', secret).update(text).digest('base64'), signature)) return 'signature';
    if (!isSame(createHash('sha256').update(asked.body).digest('hex'), digest)) return 'digest';
    if (!(Math.abs(this.#now() - Number(timestamp)) <= SKEW_MS)) return 'clock';
    return this.#isReplay(`${keyId} ${nonce}`) ? 'replayed' : null;
  }

  #isReplay(nonce: string): boolean {
    const now = this.#now();
    if (now - this.#turnedAt > 2 * SKEW_MS) {
      [this.#older, this.#recent] = [this.#recent, new Set()];
      this.#turnedAt = now;
    }
    if (this.#recent.has(nonce) || this.#older.has(nonce)) return true;
    this.#recent.add(nonce);
    return false;
  }
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
