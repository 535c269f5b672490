import Typography from '@mui/material/Typography';
import { Suspense, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { AppBar, Layout, LocalesMenuButton, RefreshIconButton, useResourceDefinitions, useTranslate } from 'react-admin';
import { Banners } from './Banners.js';
import { LiveStatus } from '../live/LiveStatus.js';
import { useLive } from '../live/use-live.js';
import { PageLoading } from './PageLoading.js';
import { PageMenu } from './PageMenu.js';
import { SignedIn } from './SignedIn.js';
import { useDocumentTitle } from './use-document-title.js';

/** Without the sign of react-admin that something is being read: with each change it would flicker, and it has no name for screen readers. */
const tools = (
  <>
    <LocalesMenuButton />
    <RefreshIconButton />
  </>
);

function PageBar() {
  const translate = useTranslate();
  return (
    <AppBar sx={{ '& .MuiButton-root': { whiteSpace: 'nowrap' } }} toolbar={tools} userMenu={<><LiveStatus /><SignedIn /></>}>
      <Typography variant="h6" component="span" sx={{ flex: 1, whiteSpace: 'nowrap', visibility: { xs: 'hidden', sm: 'visible' }, width: { xs: 0, sm: 'auto' } }}>
        {translate('app.title')}
      </Typography>
    </AppBar>
  );
}

export function PageLayout({ children }: { children: ReactNode }) {
  const name = usePageName();
  useDocumentTitle(useTranslate()(name));
  useLive();
  return (
    <Layout appBar={PageBar} menu={PageMenu} sx={narrow}>
      <Banners />
      <Suspense key={name} fallback={<PageLoading name={name} />}>{children}</Suspense>
    </Layout>
  );
}

/** On a narrow screen a wide table moves by itself and the page stays. */
const narrow = { minWidth: 0, '& .RaLayout-content': { minWidth: 0 } };

/** What is looked at, by the first part of its address. */
function usePageName(): string {
  const pages = Object.keys(useResourceDefinitions());
  const [, named = ''] = useLocation().pathname.split('/');
  return pages.includes(named) ? `resources.${named}.name` : 'today.title';
}
