import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

/** A flag beside the stage; nothing when no case is open. */
export function CasesChip({ count }: { count: number }) {
  const translate = useTranslate();
  return count > 0 ? <Chip size="small" color="warning" label={translate('list.cases', { count })} /> : null;
}
