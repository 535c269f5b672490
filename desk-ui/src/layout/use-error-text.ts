import { ApiError } from '../../../ui/api-error.js';
import { describeError } from '../../../ui/describe-error.js';
import { fill } from '../i18n/fill.js';
import { useLanguage } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

/** The sentence for an error, with the request by which the operator of the service finds it again. */
export function useErrorText(): (error: unknown) => string {
  const language = useLanguage();
  const { errors, request } = commonTexts[language];
  return (error) => {
    const requestId = error instanceof ApiError && error.kind === 'refused' ? error.problem?.requestId : undefined;
    return describeError(error, language, errors) + (requestId ? ` (${fill(request, { id: requestId })})` : '');
  };
}
