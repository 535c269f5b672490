import Card from '@mui/material/Card';
import CardContent from '@mui/material/CardContent';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useCallback, useEffect, useState } from 'react';
import { LocalesMenuButton, useLocale, useTranslate } from 'react-admin';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { LoadError } from '../layout/LoadError.js';
import { useWords } from '../layout/use-words.js';
import { deskApi, type Desk } from './desk-api.js';
import { EnrolForm } from './EnrolForm.js';
import { SwitchForm } from './SwitchForm.js';

/** First the code, once; from then on who is there. */
export function DeskPage() {
  const translate = useTranslate();
  const words = useWords();
  const language = useLocale() === 'en' ? 'en' : 'zh';
  const [{ desk, error }, setState] = useState<{ desk?: Desk | null; error?: unknown }>({});
  useDocumentTitle(translate('desk.title'));
  const look = useCallback(() => void deskApi.find().then((found) => setState({ desk: found }), (failed: unknown) => setState({ error: failed })), []);
  useEffect(look, [look]);
  return (
    <Stack component="main" sx={{ minHeight: '100vh', alignItems: 'center', justifyContent: 'center', p: 2 }}>
      <Card sx={{ width: '100%', maxWidth: 440 }}>
        <CardContent>
          <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
            <Typography variant="h5" component="h1">{translate('app.title')} · {translate('desk.title')}</Typography>
            <LocalesMenuButton />
          </Stack>
          {desk && <Typography color="textSecondary" gutterBottom>{[desk.siteName[language], desk.name, words('station', desk.station)].join(' · ')}</Typography>}
          {error !== undefined && <LoadError error={error} retry={look} />}
          {desk === null && <EnrolForm onEnrolled={(enrolled) => setState({ desk: enrolled })} />}
          {desk && <SwitchForm onGone={look} />}
          <Typography sx={{ mt: 2 }}><Link href="/auth/login?to=/">{translate('desk.in_full')}</Link></Typography>
        </CardContent>
      </Card>
    </Stack>
  );
}
