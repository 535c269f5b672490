import Box from '@mui/material/Box';
import Radio from '@mui/material/Radio';
import type { ReactNode } from 'react';
import type { SideTaken } from '../../../domain/archive/compare.js';
import type { TakenFields } from '../../../domain/journey/events.js';
import { useWords } from '../layout/use-words.js';
import type { ArchiveDifferences } from './rows.js';

/** Whose value of each field is to hold, as far as it has been chosen. */
export type Taking = { take: TakenFields; onTake: (take: TakenFields) => void };

type Props = { row: ArchiveDifferences['fields'][number]; side: SideTaken; taking: Taking | null; children: ReactNode };

/** The value of one side, to be chosen where that side has one: a field that it lacks can only keep the other's. */
export function SideChoice({ row, side, taking, children }: Props) {
  const words = useWords();
  if (!taking) return children;
  const { take, onTake } = taking;
  const label = `${words('field', row.field)} · ${words('said', side)}`;
  return (
    <Box component="label" sx={{ display: 'flex', alignItems: 'center', cursor: row[side] === null ? 'default' : 'pointer' }}>
      <Radio
        size="small" name={`side-of-${row.field}`} value={side} checked={take[row.field] === side} disabled={row[side] === null}
        onChange={() => onTake({ ...take, [row.field]: side })} slotProps={{ input: { 'aria-label': label } }}
      />
      <span>{children}</span>
    </Box>
  );
}
