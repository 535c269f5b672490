import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useTranslate } from 'react-admin';

const WIDTHS = ['60%', '90%', '75%'];

/** Lines where text will stand, from the first moment on; to whoever does not see them it has a name. */
export function Loading() {
  const translate = useTranslate();
  return (
    <Box role="status" aria-label={translate('ra.page.loading')} sx={{ py: 1 }}>
      {WIDTHS.map((width) => <Skeleton key={width} width={width} />)}
    </Box>
  );
}
