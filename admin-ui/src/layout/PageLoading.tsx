import Card from '@mui/material/Card';
import CardContent from '@mui/material/CardContent';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Loading } from './Loading.js';

/** A page that is being loaded: its name where it will stay, and the place of what follows. */
export function PageLoading({ name }: { name: string }) {
  const translate = useTranslate();
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate(name)}</Typography>
      <Card><CardContent sx={{ minHeight: '60vh' }}><Loading /></CardContent></Card>
    </>
  );
}
