import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import { useState } from 'react';
import { useDataProvider, useNotify, useTranslate } from 'react-admin';
import { isReversible } from '../../../domain/cases/kinds.js';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandDialog } from './CommandDialog.js';
import type { Case } from './rows.js';

/** Asks for the reversal of what was decided; what rests on the decision stands in the answer where it is refused. */
export function UndoPart({ about, staffId }: { about: Case; staffId: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const api = useDataProvider<AdminDataProvider>();
  const [asking, setAsking] = useState<number | null>(null);
  if (!isReversible(about.action)) return null;
  const changes = about.action === 'not-same-person' ? ['undo_pair', 'undo_asks'] : ['undo_sides', 'undo_asks'];
  const title = `${translate('decisions.undo')} · ${translate('cases.second_person')}`;
  return (
    <>
      <Button variant="outlined" sx={{ mt: 1 }} aria-haspopup="dialog" onClick={() => setAsking(about.version)}>{title}</Button>
      {asking !== null && (
        <CommandDialog
          title={title} confirm={translate('decisions.undo_ask')} reason="required" about={about} since={asking} onClose={() => setAsking(null)}
          send={(reason) => api.undoCase(about.id, { staffId, caseVersion: asking, reason })}
          onDone={() => { setAsking(null); notify('decisions.undo_asked', { type: 'success' }); }}
        >
          <List dense>{changes.map((change) => <ListItem key={change} disableGutters>{translate(`decisions.${change}`)}</ListItem>)}</List>
        </CommandDialog>
      )}
    </>
  );
}
