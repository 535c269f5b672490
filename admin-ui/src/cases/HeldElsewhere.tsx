import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { CommandDialog } from './CommandDialog.js';
import type { Case } from './rows.js';

/** Why one cannot decide, and the way to take the case out of the other's hand, which needs a reason. */
export function HeldElsewhere({ about, claim: { by, until }, staffId }: { about: Case; claim: NonNullable<Case['claim']>; staffId: string }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const [since, setSince] = useState<number | null>(null);
  const holder = useStaffName(by);
  const title = translate('cases.take_over');
  const close = () => setSince(null);
  return (
    <>
      <Alert severity="info" sx={{ mb: 1 }}>{translate('cases.held_elsewhere', { by: holder, at: shanghaiTime(until) })}</Alert>
      <Button variant="outlined" fullWidth sx={{ mb: 2 }} aria-haspopup="dialog" onClick={() => setSince(about.version)}>{title}</Button>
      {since !== null && (
        <CommandDialog title={title} confirm={title} reason="required" about={about} since={since} onClose={close} onDone={close} send={(reason) => api.takeOverCase(about.id, { staffId, reason })}>
          <Typography gutterBottom>{translate('cases.take_over_hint', { by: holder })}</Typography>
        </CommandDialog>
      )}
    </>
  );
}
