import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useRef, useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { useCommand } from '../layout/use-command.js';
import { QueryName } from './QueryName.js';
import type { SavedQuery } from './rows.js';

/** Each saved query with its name to change, or to be deleted. What was done is said where the focus then is: the button that did it is gone, or has nothing more to do. */
export function ManageQueries({ queries, onClose }: { queries: readonly SavedQuery[]; onClose: () => void }) {
  const translate = useTranslate();
  const [said, setSaid] = useState('');
  const place = useRef<HTMLElement>(null);
  const say = (done: string) => {
    setSaid(done);
    place.current?.focus();
  };
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="managing">
      <DialogTitle id="managing">{translate('queries.manage')}</DialogTitle>
      <DialogContent>
        <Typography ref={place} tabIndex={-1} role="status" gutterBottom sx={{ outline: 0 }}>{said || translate(queries.length > 0 ? 'queries.about' : 'queries.none')}</Typography>
        {queries.map((query) => <KeptQuery key={query.id} query={query} onDone={say} />)}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>{translate('queries.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function KeptQuery({ query: { id, name: kept, filter }, onDone }: { query: SavedQuery; onDone: (said: string) => void }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const [name, setName] = useState(kept);
  const { pending, error, run } = useCommand();
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => api.changeSavedQuery(id, { name, filter }))) onDone(translate('queries.renamed', { name }));
  };
  const remove = async () => {
    if (await run(() => api.deleteSavedQuery(id))) onDone(translate('queries.deleted', { name: kept }));
  };
  return (
    <Box component="form" aria-label={kept} onSubmit={(event) => void rename(event)} noValidate sx={{ display: 'grid', gridTemplateColumns: '1fr auto auto', gap: 1, alignItems: 'start', mt: 1 }}>
      <div><QueryName name={name} onChange={setName} error={error} /></div>
      <CommandButton type="submit" pending={pending} disabled={name.trim() === '' || name === kept} aria-label={translate('queries.rename_of', { name: kept })}>{translate('queries.rename')}</CommandButton>
      <CommandButton color="error" pending={pending} onClick={() => void remove()} aria-label={translate('queries.delete_of', { name: kept })}>{translate('queries.delete')}</CommandButton>
    </Box>
  );
}
