import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { StepAction } from '../../../domain/journey/held-steps.js';
import type { AdminDataProvider } from '../data-provider.js';
import { ReasonDialog } from '../layout/ReasonDialog.js';
import type { Journey } from './rows.js';
import { useStepName } from './use-step-name.js';

type Props = { journey: Journey; step: Journey['retrying'][number]; staffId: string };

/** Holds one step, lets it go on, or begins it anew, with a reason. Named by the step too, since there may be several. */
export function StepActions({ journey: { id, doses }, step: { step, pausedAt }, staffId }: Props) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const nameOf = useStepName(doses);
  const [chosen, setChosen] = useState<StepAction | null>(null);
  const send = (action: StepAction, reason: string) => {
    const why = { staffId, step, reason };
    switch (action) {
      case 'pause': return api.pauseStep(id, why);
      case 'resume': return api.resumeStep(id, why);
      case 'reset': return api.resetStep(id, why);
    }
  };
  const offered: StepAction[] = pausedAt ? ['resume'] : ['pause', 'reset'];
  return (
    <Stack component="span" direction="row" spacing={1} sx={{ my: 0.5 }}>
      {offered.map((action) => (
        <Button key={action} size="small" variant="outlined" aria-haspopup="dialog" aria-label={`${translate(`journey.${action}`)} · ${nameOf(step)}`} onClick={() => setChosen(action)}>{translate(`journey.${action}`)}</Button>
      ))}
      {chosen && (
        <ReasonDialog
          title={`${translate(`journey.${chosen}`)} · ${nameOf(step)}`} hint={translate(`journey.${chosen}_hint`)} confirm={translate(`journey.${chosen}`)}
          send={(reason) => send(chosen, reason)} onClose={() => setChosen(null)}
        />
      )}
    </Stack>
  );
}
