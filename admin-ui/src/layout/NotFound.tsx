import Typography from '@mui/material/Typography';
import { Link, useTranslate } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { isPage } from '../pages-of.js';

/** An address that is none, or a page that is not open to whoever is signed in; nothing was asked of the API for it. */
export function NotFound() {
  const translate = useTranslate();
  const [, name = ''] = useLocation().pathname.split('/');
  const [title, hint] = isPage(name) ? ['errors.denied', 'errors.denied_hint'] : ['ra.page.not_found', 'ra.message.not_found'];
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate(title)}</Typography>
      <Typography gutterBottom>{translate(hint)}</Typography>
      <Link to="/">{translate('ra.action.back')}</Link>
    </>
  );
}
