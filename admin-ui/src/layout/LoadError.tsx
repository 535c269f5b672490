import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useLocale, useTranslate } from 'react-admin';
import { ApiError, describeError } from '../api-error.js';
import { toLanguage } from '../i18n/messages.js';

/** Why nothing is shown, and the way to try again. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const translate = useTranslate();
  const requestId = error instanceof ApiError && error.kind === 'refused' ? error.problem?.requestId : undefined;
  return (
    <Alert severity="warning" sx={{ m: 2, whiteSpace: 'normal' }} action={<Button color="inherit" onClick={retry}>{translate('errors.try_again')}</Button>}>
      <AlertTitle>{translate('errors.title')}</AlertTitle>
      {describeError(error, toLanguage(useLocale() ?? 'zh'))}
      {requestId ? ` (${translate('errors.request', { id: requestId })})` : null}
    </Alert>
  );
}
