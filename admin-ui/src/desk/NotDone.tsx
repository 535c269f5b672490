import Alert from '@mui/material/Alert';
import { useErrorText } from '../layout/use-error-text.js';

/** Why somebody is not in, in the words of the API; nothing when there is no error. */
export function NotDone({ error }: { error: unknown }) {
  const textOf = useErrorText();
  return <div role="alert">{error ? <Alert severity="error" role="presentation" sx={{ my: 1 }}>{textOf(error)}</Alert> : null}</div>;
}
