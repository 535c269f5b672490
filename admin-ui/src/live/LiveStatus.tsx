import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSyncExternalStore } from 'react';
import { useTranslate } from 'react-admin';
import { useSignedIn } from '../layout/use-signed-in.js';
import { liveness } from '../../../ui/live/liveness.js';

/** On a narrow screen the sign alone is seen. */
const onlyHeard = { position: { xs: 'absolute', sm: 'static' }, width: { xs: '1px', sm: 'auto' }, height: { xs: '1px', sm: 'auto' }, overflow: 'hidden' };

/** How fresh what is shown is; told in a word and not announced, since it changes by itself. */
export function LiveStatus() {
  const translate = useTranslate();
  const live = useSyncExternalStore(liveness.subscribe, liveness.isLive);
  if (!useSignedIn().identity?.may.includes('followChanges')) return null;
  return (
    <Typography component="span" variant="body2" sx={{ position: 'relative', mx: 1, whiteSpace: 'nowrap' }}>
      {live ? '●' : '○'} <Box component="span" sx={onlyHeard}>{translate(live ? 'app.live' : 'app.polling')}</Box>
    </Typography>
  );
}
