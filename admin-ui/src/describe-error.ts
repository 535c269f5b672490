import { describeProblem, type Language } from '../../contracts/describe-problem.js';
import { describeError as describeApiError } from '../../ui/describe-error.js';
import { OWN } from './i18n/messages.js';

/** The sentence that the page shows: of the API where it gave a reason, else our own. */
export function describeError(error: unknown, language: Language): string {
  return describeApiError(error, language, OWN[language].errors, describeKept);
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
