import Typography from '@mui/material/Typography';

/** What stands where a list has no rows. */
export function Empty({ children }: { children: string }) {
  return (
    <Typography role="status" sx={{ p: 4, textAlign: 'center', whiteSpace: 'normal' }} color="textSecondary">
      {children}
    </Typography>
  );
}
