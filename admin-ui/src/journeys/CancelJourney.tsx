import Button from '@mui/material/Button';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { isOpen } from '../../../domain/journey/stages.js';
import type { AdminDataProvider } from '../data-provider.js';
import { ReasonDialog } from '../layout/ReasonDialog.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { Journey } from './rows.js';

/** Offered where the stage allows it and to whom the table of permissions does; with an injection on record it never is. */
export function CancelJourney({ journey: { id, stage } }: { journey: Journey }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const { identity } = useSignedIn();
  const [open, setOpen] = useState(false);
  if (!identity?.may.includes('sendJourneyCommand.cancel') || !isOpen(stage, 'cancel')) return null;
  const title = translate('journey.cancel');
  return (
    <>
      <Button size="small" color="error" variant="outlined" aria-haspopup="dialog" onClick={() => setOpen(true)}>{title}</Button>
      {open && (
        <ReasonDialog
          title={title} hint={translate('journey.cancel_hint')} confirm={title} leave={translate('journey.keep')}
          send={(reason) => api.cancelJourney(id, { staffId: String(identity.id), reason })} onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
