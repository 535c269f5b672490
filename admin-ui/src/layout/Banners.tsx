import Alert from '@mui/material/Alert';
import { useGetList, useTranslate } from 'react-admin';
import type { Banner } from '../../../contracts/fields.js';
import { watchingClosely } from './query-options.js';

/** What everybody has to know now, above every page. Nothing while that cannot be read: the page itself says that the service is away. */
export function Banners() {
  const translate = useTranslate();
  const { data = [] } = useGetList<{ id: Banner }>('banners', {}, watchingClosely);
  return (
    <div role="status">
      {data.map(({ id }) => <Alert key={id} severity="warning" sx={{ mt: 1 }}>{translate(`banners.${id}`, { _: id })}</Alert>)}
    </div>
  );
}
