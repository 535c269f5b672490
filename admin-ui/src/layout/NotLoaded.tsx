import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';

/** Stands for a page whose program could not be loaded. Browsers do not ask for it twice: the whole is loaded again. */
export function NotLoaded() {
  const translate = useTranslate();
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate('errors.title')}</Typography>
      <Alert severity="warning" action={<Button color="inherit" onClick={() => location.reload()}>{translate('errors.try_again')}</Button>}>{translate('errors.not_loaded')}</Alert>
    </>
  );
}
