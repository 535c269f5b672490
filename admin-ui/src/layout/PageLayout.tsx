import Typography from '@mui/material/Typography';
import { useEffect, type ReactNode } from 'react';
import { AppBar, Layout, useLocale, useTranslate } from 'react-admin';

function PageBar() {
  const translate = useTranslate();
  return (
    <AppBar userMenu={false}>
      <Typography variant="h6" component="span" sx={{ flex: 1 }}>
        {translate('app.title')}
        <Typography component="span" variant="body2" sx={{ ml: 1 }}>
          {translate('app.read_only')}
        </Typography>
      </Typography>
    </AppBar>
  );
}

export function PageLayout({ children }: { children: ReactNode }) {
  useDocumentLanguage();
  return (
    <Layout appBar={PageBar} sx={narrow}>
      {children}
    </Layout>
  );
}

/** On a narrow screen a wide table moves by itself and the page stays. */
const narrow = { minWidth: 0, '& .RaLayout-content': { minWidth: 0 } };

/** Screen readers pronounce the page by this, and browsers offer to translate what it does not say. */
function useDocumentLanguage(): void {
  const locale = useLocale();
  const translate = useTranslate();
  useEffect(() => {
    document.documentElement.lang = locale === 'en' ? 'en' : 'zh-CN';
    document.title = `${translate('app.title')} · ${translate('resources.journeys.name')}`;
  }, [locale, translate]);
}
