import { describeProblem, type Language } from '../../contracts/describe-problem.js';
import type { Problem } from '../../contracts/problem.js';
import { OWN } from './i18n/messages.js';

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

/** The sentence that the page shows: of the API where it gave a reason, else our own. */
export function describeError(error: unknown, language: Language): string {
  const own = OWN[language].errors;
  if (!(error instanceof ApiError)) return own.unexpected;
  return error.kind === 'refused' && error.problem ? describeKept(error.problem, language) : own[error.kind];
}

/** The same of a refusal that was kept. A code of a newer API is shown as it is. */
export function describeKept(refusal: Refused, language: Language): string {
  return describeProblem(withActionsInWords(refusal, language), language);
}

type Refused = { code: string; params: Record<string, unknown> };

/** Of what is decided about a case, as the buttons of the page say it. */
function withActionsInWords(problem: Refused, language: Language): Refused {
  const words: Record<string, string> = OWN[language].words.action;
  const inWords = (name: unknown) => (typeof name === 'string' ? (words[name] ?? name) : name);
  const { action, allowed } = problem.params;
  if (action === undefined) return problem;
  return { ...problem, params: { ...problem.params, action: inWords(action), ...(Array.isArray(allowed) && { allowed: allowed.map(inWords) }) } };
}
