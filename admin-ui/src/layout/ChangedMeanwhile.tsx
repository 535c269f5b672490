import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { ApiError } from '../../../ui/api-error.js';
import { CommandError } from './CommandError.js';

/** Why a form was not taken; where somebody else was faster, with the way to what there is now. Rules that fields break stand at the fields. */
export function ChangedMeanwhile({ error, onReload }: { error: unknown; onReload: () => void }) {
  const translate = useTranslate();
  const code = error instanceof ApiError ? error.problem?.code : undefined;
  if (code === 'invalid-request') return <div role="alert">{translate('staff.see_fields')}</div>;
  return <CommandError error={error}>{code === 'changed-meanwhile' && <Button size="small" onClick={onReload}>{translate('cases.reload')}</Button>}</CommandError>;
}
