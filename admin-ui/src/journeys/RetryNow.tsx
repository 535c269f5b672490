import Button from '@mui/material/Button';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { ReasonDialog } from '../layout/ReasonDialog.js';

/** Has everything that the process owes tried at once, with a reason. */
export function RetryNow({ journeyId, staffId }: { journeyId: string; staffId: string }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const [open, setOpen] = useState(false);
  const title = translate('show.retry_now');
  return (
    <>
      <Button variant="outlined" size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>{title}</Button>
      {open && <ReasonDialog title={title} hint={translate('show.retry_hint')} confirm={title} send={(reason) => api.retryJourney(journeyId, { staffId, reason })} onClose={() => setOpen(false)} />}
    </>
  );
}
