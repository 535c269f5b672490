import Button, { type ButtonProps } from '@mui/material/Button';

/** Sends a command, once: while that is under way it does nothing more, and yet keeps the keyboard's focus, which leaves a disabled button. */
export function CommandButton({ pending, onClick, sx = [], ...button }: ButtonProps & { pending: boolean }) {
  return (
    <Button
      {...button} aria-disabled={pending} onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      sx={[{ '&[aria-disabled=true]': { opacity: 0.6, cursor: 'progress' } }, ...(Array.isArray(sx) ? sx : [sx])]}
    />
  );
}
