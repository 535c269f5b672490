import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import type { PolicyProvider } from '../policies-api.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { DifferenceTable, FaultTable } from './PolicyTables.js';
import { faultsIn } from './read-draft.js';
import type { PolicyVersionShown } from './rows.js';

/** The reason of the drafter and the difference once more; approves exactly what was there when the dialog opened. */
export function ApproveDialog({ version, drafter, onClose }: { version: PolicyVersionShown; drafter: string; onClose: () => void }) {
  const translate = useTranslate();
  const api = useDataProvider<PolicyProvider>();
  const [seen] = useState(version);
  const { pending, error, run } = useCommand();
  const faults = faultsIn(error);
  const approve = async () => {
    if (await run(() => api.approvePolicy(seen.id, seen.against))) onClose();
  };
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby="approving">
      <DialogTitle id="approving">{translate('policies.approve')}</DialogTitle>
      <DialogContent>
        <p>{translate('policies.approve_means', { at: shanghaiTime(seen.effectiveFrom) })}</p>
        <p>{translate('policies.reason_of', { name: drafter, reason: seen.reason })}</p>
        <DifferenceTable {...seen} />
        {faults ? <FaultTable faults={faults} /> : <CommandError error={error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('cases.cancel')}</Button>
        <Button variant="contained" disabled={pending || error !== null} onClick={() => void approve()}>{translate('policies.approve')}</Button>
      </DialogActions>
    </Dialog>
  );
}
