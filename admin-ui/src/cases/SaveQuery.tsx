import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { useCommand } from '../layout/use-command.js';
import { QueryName } from './QueryName.js';
import type { QueryFilter } from './saved-query.js';

/** Asks for the name under which the filter of the list is kept. */
export function SaveQuery({ filter, onClose }: { filter: QueryFilter; onClose: () => void }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const [name, setName] = useState('');
  const { pending, error, run } = useCommand();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => api.saveQuery({ name, filter }))) onClose();
  };
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="saving">
      <form onSubmit={(event) => void save(event)}>
        <DialogTitle id="saving">{translate('queries.save')}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{translate('queries.about')}</Typography>
          <QueryName autoFocus name={name} onChange={setName} error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('cases.cancel')}</Button>
          <CommandButton type="submit" variant="contained" pending={pending} disabled={name.trim() === ''}>{translate('queries.keep')}</CommandButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
