import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { useErrorText } from './use-error-text.js';

/** Why nothing is shown, and the way to try again. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const translate = useTranslate();
  const textOf = useErrorText();
  return (
    <Alert severity="warning" sx={{ m: 2, whiteSpace: 'normal' }} action={<Button color="inherit" onClick={retry}>{translate('errors.try_again')}</Button>}>
      <AlertTitle>{translate('errors.title')}</AlertTitle>
      {textOf(error)}
    </Alert>
  );
}
