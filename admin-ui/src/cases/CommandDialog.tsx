import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { ApiError } from '../../../ui/api-error.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { Case } from './rows.js';
import { LONGEST_TEXT } from './texts.js';
import { WhatChanged } from './WhatChanged.js';

/** Refusals after which there is something to read before anybody decides; every other may be answered with another try. */
const STALE = ['case-moved', 'case-not-open', 'case-claimed', 'case-awaits-approval', 'case-not-awaiting'];

type Props<T> = {
  title: string;
  confirm: string;
  reason: 'required' | 'optional' | 'none';
  about: Case;
  /** The version that was read. */
  since: number;
  /** What it will change. */
  children: ReactNode;
  send: (reason: string) => Promise<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
};

/** Says what a command changes, asks for the reason where one is needed, and sends exactly that. A stale one is answered with what has changed. */
export function CommandDialog<T>({ title, confirm, reason: rule, about, since, children, send, onDone, onClose }: Props<T>) {
  const translate = useTranslate();
  const words = useWords();
  const [text, setText] = useState('');
  const { pending, error, run } = useCommand();
  const reason = text.trim();
  const stale = error instanceof ApiError && STALE.includes(error.problem?.code ?? '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await run(() => send(reason));
    if (answer) onDone(answer);
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="command">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id="command">{title}</DialogTitle>
        <DialogContent>
          <Typography color="textSecondary" gutterBottom>{words('kind', about.kind)}</Typography>
          {children}
          {rule !== 'none' && (
            <TextField
              autoFocus multiline minRows={2} required={rule === 'required'} label={translate('cases.reason')} helperText={translate(rule === 'required' ? 'cases.reason_needed' : 'cases.reason_optional')}
              value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }}
            />
          )}
          <CommandError error={error}>{stale && <WhatChanged caseId={about.id} since={since} />}</CommandError>
        </DialogContent>
        <DialogActions>
          {stale ? (
            <Button variant="contained" onClick={onClose}>{translate('cases.reload')}</Button>
          ) : (
            <>
              <Button onClick={onClose}>{translate('cases.cancel')}</Button>
              <CommandButton type="submit" variant="contained" pending={pending} disabled={rule === 'required' && reason === ''}>{pending ? translate('cases.working') : confirm}</CommandButton>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
