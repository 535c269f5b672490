export const UNAVAILABLE_CODES = [
  'connection-refused', 'connection-lost', 'timeout', 'tls', 'throttled', 'server-error', 'not-authorised', 'unexpected-status',
  'redirected', 'too-large', 'not-json', 'malformed',
  'paused', // by two people of ours: nothing was sent
] as const;
export type UnavailableCode = (typeof UNAVAILABLE_CODES)[number];

/** Whether the system may have acted on a call that failed: `none` is certain, `unknown` means ask by key before repeating. */
export type Effect = 'none' | 'unknown';

/** Anything an external system's code may become in our logs and cases: a word, never a run of digits that could be a number of somebody. */
const CODE = /^[A-Za-z][A-Za-z_-]{0,39}\d{0,4}$/;

/**
 * The system gave no answer that can be believed. Retry, without an attempt limit. This includes a refused signature or an answer that
 * breaks the contract: neither says anything about the resident, and one setting put right lets every waiting journey go on.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly system: string;
  readonly code: UnavailableCode;
  readonly effect: Effect;
  /** What the system asked for, in ms; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(system: string, code: UnavailableCode, { effect = 'unknown', retryAfterMs = null }: { effect?: Effect; retryAfterMs?: number | null } = {}) {
    super(`${system} is unavailable: ${code}`);
    this.system = system;
    this.code = code;
    this.effect = effect;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The system understood and refused: what we sent is wrong, and sending it again changes nothing. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  readonly system: string;
  readonly code: string;

  constructor(system: string, code: string) {
    super(`${system} rejected the request: ${safeCode(code)}`);
    this.system = system;
    this.code = safeCode(code);
  }
}

/** Two truths that no machine may choose between: a supervisor's case. */
export class NeedsHuman extends Error {
  override readonly name = 'NeedsHuman';
  readonly system: string;
  readonly code: string;

  constructor(system: string, code: string) {
    super(`${system} needs a person's decision: ${safeCode(code)}`);
    this.system = system;
    this.code = safeCode(code);
  }
}

/** A send that may have reached the resident, at a provider that cannot be asked: never repeated without a person or a negative receipt. */
export class Doubtful extends Error {
  override readonly name = 'Doubtful';
  readonly system: string;
  readonly code: UnavailableCode | 'cannot-be-asked';

  constructor(system: string, code: UnavailableCode | 'cannot-be-asked') {
    super(`${system} may have sent it: ${code}`);
    this.system = system;
    this.code = code;
  }
}

function safeCode(code: string): string {
  return CODE.test(code) ? code : 'unknown';
}
