import { useLocale, useTranslate } from 'react-admin';
import { ApiError, describeError } from '../api-error.js';
import { toLanguage } from '../i18n/messages.js';

/** The sentence for an error, with the request by which the operator of the service finds it again. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  const language = toLanguage(useLocale() ?? 'zh');
  return (error) => {
    const requestId = error instanceof ApiError && error.kind === 'refused' ? error.problem?.requestId : undefined;
    return describeError(error, language) + (requestId ? ` (${translate('errors.request', { id: requestId })})` : '');
  };
}
