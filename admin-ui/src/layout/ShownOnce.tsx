import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';

/** The only time that a secret is seen: it takes the focus from the button that asked for it. */
export function ShownOnce({ title, secret, hint }: { title: string; secret: string; hint: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Alert ref={box} tabIndex={-1} severity="success" sx={{ my: 2, maxWidth: 560 }}>
      <AlertTitle>{title}</AlertTitle>
      <Typography component="p" sx={{ fontFamily: 'monospace', fontSize: '1.25rem' }}>{secret}</Typography>
      {hint}
    </Alert>
  );
}
