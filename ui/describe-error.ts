import { describeProblem, type Language } from '../contracts/describe-problem.js';
import type { Problem } from '../contracts/problem.js';
import { ApiError, type ApiErrorKind } from './api-error.js';

/** The sentence that a page shows: of the API where it gave a reason, else the page's own. */
export function describeError(error: unknown, language: Language, own: Record<ApiErrorKind, string>, describe: (problem: Problem, language: Language) => string = describeProblem): string {
  if (!(error instanceof ApiError)) return own.unexpected;
  return error.kind === 'refused' && error.problem ? describe(error.problem, language) : own[error.kind];
}
