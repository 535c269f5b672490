import Chip from '@mui/material/Chip';
import { useWords } from '../layout/use-words.js';
import type { Lot } from './rows.js';

const COLOUR = { usable: 'success', held: 'warning', recalled: 'error' } as const;

export function LotStatus({ status }: Pick<Lot, 'status'>) {
  const words = useWords();
  return <Chip size="small" variant="outlined" color={COLOUR[status]} label={words('lotStatus', status)} />;
}
