import Alert from '@mui/material/Alert';
import { useGetOne, useTranslate } from 'react-admin';
import type { z } from 'zod';
import type { Readiness as ReadinessSchema } from '../../../contracts/service.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { Part } from '../layout/Part.js';
import { watchingClock } from '../layout/query-options.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';

type Readiness = z.infer<typeof ReadinessSchema> & { id: string };

/** What of the service is away, and what that means at the desks; else that all is well. No event tells it. */
export function ServiceState() {
  const translate = useTranslate();
  const { data, error, refetch } = useGetOne<Readiness>('readiness', { id: 'now' }, watchingClock);
  return (
    <Part title={translate('today.service')}>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {!error && data?.status === 'ready' && <Alert severity="success">{translate('today.ready')}</Alert>}
      {!error && data?.engine === 'down' && <Alert severity="warning" sx={{ mb: 1 }}>{translate('today.engine_down', { at: data.engineDownSince ? shanghaiTime(data.engineDownSince).slice(5, 16) : '' })}</Alert>}
      {!error && data?.issuer === 'away' && <Alert severity="warning">{translate('today.issuer_away')}</Alert>}
    </Part>
  );
}
