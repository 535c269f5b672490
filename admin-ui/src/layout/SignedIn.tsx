import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLogout, useTranslate } from 'react-admin';
import { DESK_IDLE_SECONDS, IDLE_SECONDS } from '../../../domain/access/idle.js';
import { IdleWatch } from './IdleWatch.js';
import { useSignedIn } from './use-signed-in.js';

/** Who is signed in, as what and at which shared desk, and the way out: at a desk it leads to the next person. */
export function SignedIn() {
  const translate = useTranslate();
  const logout = useLogout();
  const { identity } = useSignedIn();
  if (!identity) return null;
  return (
    <>
      <IdleWatch seconds={identity.device ? DESK_IDLE_SECONDS : IDLE_SECONDS} />
      <Typography component="span" variant="body2" sx={{ mx: 1, display: { xs: 'none', sm: 'inline' } }}>
        {identity.fullName} · {identity.roles.map((role) => translate(`roles.${role}`)).join(' · ')}{identity.device ? ` · ${identity.device.name}` : ''}
      </Typography>
      <Button color="inherit" size="small" sx={{ whiteSpace: 'nowrap' }} onClick={() => void logout()}>
        {translate(identity.device ? 'desk.switch_person' : 'app.sign_out')}
      </Button>
    </>
  );
}
