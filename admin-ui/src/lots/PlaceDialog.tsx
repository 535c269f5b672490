import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { LOT_HOLD_KINDS } from '../../../domain/stock/lot-hold.js';
import type { Identity } from '../auth-provider.js';
import { LONGEST_TEXT } from '../cases/texts.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { SiteSelect } from '../layout/SiteSelect.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import type { LotProvider } from '../lots-api.js';
import { instantOf } from './since.js';
import type { LotShown } from './rows.js';

/** Says what stopping a lot means, and asks why, whose stock it is and since when its doses are in question. */
export function PlaceDialog({ lot, identity, onClose }: { lot: LotShown; identity: Identity; onClose: () => void }) {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<LotProvider>();
  const kinds = LOT_HOLD_KINDS.filter((kind) => kind !== 'recall' || identity.may.includes('placeLotHold.recall'));
  const [kind, setKind] = useState<string>(kinds[0] ?? '');
  const [siteId, setSiteId] = useState<string>(identity.siteIds[0] ?? '');
  const [since, setSince] = useState('');
  const [text, setText] = useState('');
  const { pending, error, run } = useCommand();
  const reason = text.trim();
  const ofSite = kind !== 'recall' && siteId !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const hold = { staffId: String(identity.id), kind, reason, ...(ofSite && { siteId }), ...(since && { since: instantOf(since) }) };
    if (await run(() => api.placeLotHold(lot.id, hold))) onClose();
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="stopping">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id="stopping">{translate('lots.place')} · {lot.lot}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{translate(kind === 'recall' ? 'lots.about_recall' : 'lots.about_hold')}</Typography>
          <Stack spacing={2} sx={{ mt: 2 }}>
            <TextField select autoFocus required size="small" label={translate('lots.kind')} value={kind} onChange={(event) => setKind(event.target.value)} helperText=" ">
              {kinds.map((one) => <MenuItem key={one} value={one}>{words('lotHoldKind', one)}</MenuItem>)}
            </TextField>
            {kind !== 'recall' && <SiteSelect value={siteId} onChange={setSiteId} />}
            <TextField type="datetime-local" size="small" label={translate('lots.since')} value={since} onChange={(event) => setSince(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} helperText={translate('lots.since_hint')} />
            <TextField multiline minRows={2} required label={translate('cases.reason')} helperText={translate('systems.reason_needed')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }} />
          </Stack>
          <CommandError error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('cases.cancel')}</Button>
          <CommandButton type="submit" variant="contained" color="warning" pending={pending} disabled={reason === ''}>{pending ? translate('cases.working') : translate('lots.place')}</CommandButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
