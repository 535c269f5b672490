import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { ApiError } from '../../../ui/api-error.js';
import { LONGEST_TEXT } from '../cases/texts.js';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { System } from './rows.js';

export type PauseVerb = 'propose' | 'approve' | 'decline' | 'resume';
type Props = { verb: PauseVerb; system: System; staffId: string; onDone: () => void; onClose: () => void };

const CONFLICT = 409;

/** Says what a pause means, asks for the reason, and sends it on the version that was there when the dialog opened. */
export function PauseDialog({ verb, system: { id, pause }, staffId, onDone, onClose }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdminDataProvider>();
  const [version] = useState(pause.version);
  const [text, setText] = useState('');
  const { pending, error, run } = useCommand();
  const reason = text.trim();
  const needsReason = verb !== 'approve';
  const moved = error instanceof ApiError && error.status === CONFLICT; // there is something to read before anybody tries again
  const send = () => {
    const why = { staffId, version, reason };
    switch (verb) {
      case 'propose': return api.proposePause(id, why);
      case 'approve': return api.approvePause(id, { staffId, version });
      case 'decline': return api.declinePause(id, why);
      case 'resume': return api.resumeSystem(id, why);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(send)) onDone();
  };
  const own = verb === 'decline' && pause.proposal?.by === staffId;
  const confirm = translate(`systems.${{ propose: 'propose_pause', approve: 'approve_pause', decline: own ? 'take_back' : 'decline_pause', resume: 'resume' }[verb]}`);
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="pausing">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id="pausing">{confirm} · {words('system', id)}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{translate(`systems.about_${verb}`)}</Typography>
          {needsReason && (
            <TextField
              autoFocus multiline minRows={2} required label={translate('cases.reason')} helperText={translate('systems.reason_needed')}
              value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }}
            />
          )}
          <CommandError error={error} />
        </DialogContent>
        <DialogActions>
          {moved ? (
            <Button variant="contained" onClick={onClose}>{translate('cases.reload')}</Button>
          ) : (
            <>
              <Button onClick={onClose}>{translate('cases.cancel')}</Button>
              <CommandButton type="submit" variant="contained" pending={pending} disabled={needsReason && reason === ''}>{pending ? translate('cases.working') : confirm}</CommandButton>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
