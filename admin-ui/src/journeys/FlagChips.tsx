import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import { useWords } from '../layout/use-words.js';

/** What a column of its own tells: how many cases. */
const TOLD = 'open-case';

export function FlagChips({ flags }: { flags: readonly string[] }) {
  const words = useWords();
  return (
    <Stack direction="row" spacing={0.5}>
      {flags.filter((flag) => flag !== TOLD).map((flag) => (
        <Chip key={flag} size="small" variant="outlined" color={flag === 'paused' ? 'warning' : 'default'} label={words('flag', flag)} />
      ))}
    </Stack>
  );
}
