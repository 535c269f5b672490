import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { NavLink, Navigate, Route, Routes } from 'react-router-dom';
import { worksAtDesk } from '../../../domain/access/roles.js';
import type { Me } from '../../../contracts/me.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { api } from '../api.js';
import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PinPage } from '../shared-desk/PinPage.js';
import { Banners } from './Banners.js';
import { DeskProvider } from './desk.js';
import { Header } from './Header.js';
import { offeredPages } from './offered-pages.js';
import { PAGES, type DeskPage } from './pages.js';
import { frameTexts } from './texts.js';
import { useLive } from './use-live.js';

const HOUR_MS = 3_600_000;

/** The frame around each page: where one is and as whom, and the pages that role and station open. */
export function Workspace({ me }: { me: Me }) {
  const [siteId, setSiteId] = useState(me.siteIds[0]);
  const works = siteId !== undefined && me.may.includes('getSiteDesk');
  const { data: site, error, refetch } = useQuery({ queryKey: ['site-desk', siteId], queryFn: () => api.get<SiteDesk>(`/v1/sites/${siteId}/desk`), enabled: works, refetchInterval: HOUR_MS });
  useLive(me.may.includes('followChanges'));
  const { no_page } = useTexts(commonTexts);
  const pages = site ? offeredPages(PAGES, { stations: site.stations, device: me.device, may: me.may }) : [];
  return (
    <>
      <Header me={me} site={site} siteId={siteId} onSite={setSiteId} />
      {pages.length > 1 && <PageButtons pages={pages} />}
      <main id="main-content">
        <Banners />
        {works && error && <LoadError error={error} retry={() => void refetch()} />}
        {works && !site && !error && <Loading />}
        {(!works || (site && pages.length === 0)) && <p className="notice warn">{no_page}</p>}
        {site && (
          <DeskProvider key={site.siteId} value={{ me, site, may: (permission) => me.may.includes(permission) }}>
            <Pages pages={pages} ownPin={!me.device && worksAtDesk(me.roles)} />
          </DeskProvider>
        )}
      </main>
    </>
  );
}

function PageButtons({ pages }: { pages: DeskPage[] }) {
  const texts = useTexts(commonTexts);
  const names = useTexts(frameTexts).pages;
  return (
    <nav className="pages" aria-label={texts.pages}>
      {pages.map(({ path }) => <NavLink key={path} className="button" to={`/${path}`}>{names[path]}</NavLink>)}
    </nav>
  );
}

function Pages({ pages, ownPin }: { pages: DeskPage[]; ownPin: boolean }) {
  const { not_found } = useTexts(commonTexts);
  const [first] = pages;
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        {first && <Route path="/" element={<Navigate to={`/${first.path}`} replace />} />}
        {pages.map(({ path, Page }) => <Route key={path} path={`/${path}/*`} element={<Page />} />)}
        {ownPin && <Route path="/pin" element={<PinPage />} />}
        <Route path="*" element={<p className="notice warn">{not_found}</p>} />
      </Routes>
    </Suspense>
  );
}
