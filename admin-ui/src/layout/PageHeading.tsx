import Typography from '@mui/material/Typography';
import { Link, useCreatePath } from 'react-admin';

/** The name of a page about one thing, and the way back to all of them. */
export function PageHeading({ resource, back, title }: { resource: string; back: string; title: string }) {
  const createPath = useCreatePath();
  return (
    <>
      <Link to={createPath({ resource, type: 'list' })} sx={{ mt: 2 }}>
        ← {back}
      </Link>
      <Typography variant="h5" component="h1" sx={{ mt: 1, mb: 2 }}>
        {title}
      </Typography>
    </>
  );
}
