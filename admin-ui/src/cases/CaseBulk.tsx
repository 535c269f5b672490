import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { choicesFor, type BulkChoice } from './bulk.js';
import { BulkDialog } from './BulkDialog.js';
import type { Case } from './rows.js';

type Bulk = { choice: BulkChoice; chosen: readonly Case[]; staffId: string };

/** Above a list in which rows are chosen: one decision for all of them, where they are alike. */
export function CaseBulk() {
  const translate = useTranslate();
  const words = useWords();
  const { identity } = useSignedIn();
  const { data = [], selectedIds, onUnselectItems, refetch } = useListContext<Case>();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const staffId = String(identity?.id ?? '');
  const chosen = data.filter(({ id }) => selectedIds.includes(id));
  const choices = choicesFor(chosen, staffId);
  const close = () => {
    setBulk(null);
    onUnselectItems();
    void refetch();
  };
  return (
    <>
      {choices.length === 0 && <Typography variant="body2">{translate('bulk.not_alike')}</Typography>}
      {choices.map((choice) => (
        <Button key={choice.action} size="small" aria-haspopup="dialog" onClick={() => setBulk({ choice, chosen, staffId })}>
          {[words('action', choice.action), choice.how === 'propose' && translate('cases.second_person'), choice.how === 'approve' && translate('bulk.approve')].filter(Boolean).join(' · ')}
        </Button>
      ))}
      {bulk && <BulkDialog {...bulk} onClose={close} />}
    </>
  );
}
