import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { needsSecondPerson } from '../../../domain/cases/kinds.js';
import { useWords } from '../layout/use-words.js';
import type { Deciding } from './DecisionDialog.js';
import type { Case } from './rows.js';

type Props = { about: Case; disabled: boolean; /** A side is chosen of each field that differs. */ chosen: boolean; onChoose: (how: Deciding['how'], action: Deciding['action']) => void };

/** What may be decided; what it will change stands in the dialog that each opens. Where one person is not enough the button says so. */
export function CaseActions({ about: { actions }, disabled, chosen, onChoose }: Props) {
  const translate = useTranslate();
  const words = useWords();
  return (
    <>
      <Typography variant="subtitle2" component="h3" gutterBottom>{translate('cases.decisions')}</Typography>
      <Stack spacing={1}>
        {actions.map((action) => (
          <Button key={action} variant="contained" disabled={disabled || (action === 'choose-fields' && !chosen)} aria-haspopup="dialog" onClick={() => onChoose(needsSecondPerson(action) ? 'propose' : 'resolve', action)}>
            {[words('action', action), needsSecondPerson(action) && translate('cases.second_person')].filter(Boolean).join(' · ')}
          </Button>
        ))}
      </Stack>
      {actions.includes('choose-fields') && !disabled && !chosen && <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{translate('decisions.choose_first')}</Typography>}
    </>
  );
}
