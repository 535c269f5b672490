import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';

type Props = { value: string; fault: { error: boolean; helperText: string }; onChange: (text: string) => void };

/** A public key, pasted or from a file. */
export function KeyInput({ value, fault, onChange }: Props) {
  const translate = useTranslate();
  const take = async (file: File | undefined) => file && onChange(await file.text());
  return (
    <Box>
      <TextField
        multiline minRows={4} maxRows={12} required label={translate('client.jwk')} value={value} onChange={(event) => onChange(event.target.value)} {...fault}
        slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off', style: { fontFamily: 'monospace' } }, inputLabel: { shrink: true } }}
      />
      <Typography component="label" variant="body2">
        {translate('client.file')} <input type="file" accept=".json,.jwk,application/json" onChange={(event) => void take(event.target.files?.[0])} />
      </Typography>
    </Box>
  );
}
