import type { Problem } from '../contracts/problem.js';

/** What a request came to when it did not come to an answer. */
export type ApiErrorKind = 'unreachable' | 'refused' | 'unexpected' | 'read_only';

/** `message` is the key of a text, since react-admin shows the message of an error translated. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number;
  readonly problem: Problem | null;

  constructor(kind: ApiErrorKind, { status = 0, problem = null }: { status?: number; problem?: Problem | null } = {}) {
    super(`errors.${kind}`);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}
