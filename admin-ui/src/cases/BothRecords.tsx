import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { CaseKind } from '../../../domain/cases/kinds.js';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import type { Journey } from '../journeys/rows.js';
import { LoadError } from '../layout/LoadError.js';
import { useSeries } from '../layout/use-series.js';
import { useWords } from '../layout/use-words.js';
import { DifferencesTable } from './DifferencesTable.js';
import type { ArchiveDifferences } from './rows.js';
import type { Taking } from './SideChoice.js';

type Shown = { differences: ArchiveDifferences | null; error: unknown; pending: boolean };
const HIDDEN: Shown = { differences: null, error: null, pending: false };

/** Names of the fields that differ at once; their values are personal data, asked for by a button and forgotten with the page. */
export function BothRecords({ kind, journey, lookedUpAt, taking }: { kind: CaseKind; journey: Journey; lookedUpAt: string | null; taking: Taking | null }) {
  const translate = useTranslate();
  const words = useWords();
  const series = useSeries();
  const api = useDataProvider<AdminDataProvider>();
  const [{ differences, error, pending }, setShown] = useState(HIDDEN);
  const reveal = async () => {
    setShown({ ...HIDDEN, pending: true });
    setShown(await api.revealDifferences(journey.id).then((found) => ({ ...HIDDEN, differences: found }), (reason: unknown) => ({ ...HIDDEN, error: reason })));
  };
  const fields = Object.keys(journey.archive.fields).map((field) => words('field', field));
  if (fields.length === 0) return <Typography sx={{ mb: 2 }}>{kind === 'several-archives' ? translate('cases.no_two_sides', { why: words('kind', kind) }) : translate('cases.no_difference')}</Typography>;
  return (
    <Box sx={{ mb: 2 }}>
      <Typography>{translate('cases.differing', { fields: series(fields) })}</Typography>
      {error ? <LoadError error={error} retry={() => void reveal()} /> : null}
      {differences && <DifferencesTable differences={differences} lookedUpAt={lookedUpAt} taking={taking} />}
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        <CommandButton variant="outlined" pending={pending} aria-expanded={differences !== null} onClick={() => (differences ? setShown(HIDDEN) : void reveal())}>
          {translate(differences ? 'cases.hide' : 'cases.reveal')}
        </CommandButton>
        <Typography variant="body2" color="textSecondary">{translate('cases.reveal_hint')}</Typography>
      </Box>
    </Box>
  );
}
