import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { MAX_QUERY_NAME } from '../../../domain/cases/saved-query.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { CommandError } from '../layout/CommandError.js';
import { useFault } from '../layout/use-fault.js';

type Props = { name: string; onChange: (name: string) => void; error: unknown; autoFocus?: boolean };

/** The name of a saved query, with what was wrong with it or with the whole. */
export function QueryName({ name, onChange, error, autoFocus = false }: Props) {
  const translate = useTranslate();
  const faults = fieldFaults(error);
  const fault = useFault(faults);
  return (
    <>
      <TextField
        required autoFocus={autoFocus} label={translate('queries.name')} value={name} onChange={(event) => onChange(event.target.value)}
        slotProps={{ htmlInput: { maxLength: MAX_QUERY_NAME, autoComplete: 'off' }, inputLabel: { shrink: true }, formHelperText: { role: 'status' } }} {...fault('name', translate('queries.name_hint'))}
      />
      {!faults['name'] && <CommandError error={error} />}
    </>
  );
}
