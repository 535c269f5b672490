import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { needsReason } from '../../../domain/cases/kinds.js';
import type { AdminDataProvider } from '../data-provider.js';
import { useWords } from '../layout/use-words.js';
import { runBulk, type BulkChoice, type BulkResult } from './bulk.js';
import { BulkResults } from './BulkResults.js';
import type { Case } from './rows.js';
import { LONGEST_TEXT } from './texts.js';

type Props = { choice: BulkChoice; chosen: readonly Case[]; staffId: string; onClose: () => void };

/** One reason for all, then one after the other with what became of each; it can be stopped at any time. */
export function BulkDialog({ choice: { how, action }, chosen, staffId, onClose }: Props) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdminDataProvider>();
  const [text, setText] = useState('');
  const [results, setResults] = useState<BulkResult[] | null>(null);
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);
  useEffect(() => () => void (stopped.current = true), []);
  const reason = text.trim();
  const required = how === 'propose' || (how === 'resolve' && needsReason(action));
  const send = ({ id, version: caseVersion }: Case): Promise<unknown> => {
    if (how === 'propose') return api.proposeDecision(id, { staffId, caseVersion, action, reason });
    if (how === 'approve') return api.approveProposal(id, { staffId, caseVersion });
    return api.resolveCase(id, { staffId, caseVersion, action, ...(reason && { reason }) });
  };
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    stopped.current = false;
    setResults([]);
    setRunning(true);
    await runBulk({ chosen, send, onResult: (result) => setResults((before) => [...(before ?? []), result]), isStopped: () => stopped.current });
    setRunning(false);
  };
  return (
    <Dialog open fullWidth onClose={() => !running && onClose()} aria-labelledby="bulk">
      <form onSubmit={(event) => void begin(event)}>
        <DialogTitle id="bulk">{translate('bulk.title', { action: words('action', action), smart_count: chosen.length })}</DialogTitle>
        <DialogContent>
          {results ? (
            <BulkResults results={results} total={chosen.length} running={running} />
          ) : (
            <>
              <Typography gutterBottom>{translate(`bulk.${how === 'approve' ? 'approving' : how}`, { smart_count: chosen.length })}</Typography>
              {how !== 'approve' && (
                <TextField
                  autoFocus multiline minRows={2} required={required} label={translate('cases.reason')} helperText={translate(required ? 'cases.reason_needed' : 'cases.reason_optional')}
                  value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }}
                />
              )}
            </>
          )}
        </DialogContent>
        <DialogActions>
          {running && <Button variant="outlined" onClick={() => (stopped.current = true)}>{translate('bulk.stop')}</Button>}
          {!running && results && <Button variant="contained" autoFocus onClick={onClose}>{translate('bulk.close')}</Button>}
          {!results && <Button onClick={onClose}>{translate('cases.cancel')}</Button>}
          {!results && <Button type="submit" variant="contained" disabled={required && reason === ''}>{translate('bulk.begin', { smart_count: chosen.length })}</Button>}
        </DialogActions>
      </form>
    </Dialog>
  );
}
