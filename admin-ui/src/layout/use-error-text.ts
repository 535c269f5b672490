import { useLocale, useTranslate } from 'react-admin';
import { ApiError } from '../../../ui/api-error.js';
import { describeError } from '../describe-error.js';
import { toLanguage } from '../../../ui/language.js';

/** The sentence for an error, with the request by which the operator of the service finds it again. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  const language = toLanguage(useLocale() ?? 'zh');
  return (error) => {
    const requestId = error instanceof ApiError && error.kind === 'refused' ? error.problem?.requestId : undefined;
    return describeError(error, language) + (requestId ? ` (${translate('errors.request', { id: requestId })})` : '');
  };
}
