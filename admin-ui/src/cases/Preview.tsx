import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { CaseAction } from '../../../domain/cases/kinds.js';
import type { TakenFields } from '../../../domain/journey/events.js';
import type { Journey } from '../journeys/rows.js';
import { useStepName } from '../journeys/use-step-name.js';
import { useWords } from '../layout/use-words.js';
import { changesOf } from './changes.js';
import type { Case } from './rows.js';
import { useAbout } from './use-about.js';

/** What will come of it, before anything is sent. */
export function Preview({ action, about, journey, take }: { action: CaseAction; about: Case; journey: Journey; take: TakenFields }) {
  const translate = useTranslate();
  const words = useWords();
  const stepOf = useStepName(journey.doses);
  const { dose } = useAbout()(about, journey);
  return (
    <>
      <Typography id="preview">{translate('cases.preview')}</Typography>
      <Box component="ul" aria-labelledby="preview" sx={{ mt: 0, pl: 3 }}>
        {changesOf(action, about, journey, take).map(({ says, field, step }) => (
          <li key={`${says} ${field ?? step ?? ''}`}>
            {translate(`change.${says}`, { dose, field: field ? words('field', field) : '', step: step ? stepOf(step) : '' })}
          </li>
        ))}
      </Box>
    </>
  );
}
