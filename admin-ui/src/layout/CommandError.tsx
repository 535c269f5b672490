import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from './use-error-text.js';

/** Why a command was not done, in the words of the API; nothing when there is no error. */
export function CommandError({ error, children }: { error: unknown; children?: ReactNode }) {
  const translate = useTranslate();
  const textOf = useErrorText();
  if (!error) return null;
  return (
    <Alert severity="error" sx={{ my: 1 }}>
      <AlertTitle>{translate('cases.not_done')}</AlertTitle>
      {textOf(error)}
      {children}
    </Alert>
  );
}
