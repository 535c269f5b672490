import { Admin, Resource, type I18nProvider, type Store } from 'react-admin';
import { BrowserRouter } from 'react-router-dom';
import { createAdministrationVerbs } from './administration-api.js';
import { createAuditVerbs } from './audit-api.js';
import { createAuthProvider } from './auth-provider.js';
import { createDataProvider } from './data-provider.js';
import { createGetFile } from './get-file.js';
import { createGetJson } from '../../ui/get-json.js';
import { NotFound } from './layout/NotFound.js';
import { PageLayout } from './layout/PageLayout.js';
import { theme } from './layout/theme.js';
import { pagesOf } from './pages-of.js';
import { createPolicyVerbs } from './policies-api.js';
import { createLotVerbs } from './lots-api.js';
import { createNoticeVerbs } from './notices-api.js';
import { createPostJson } from '../../ui/post-json.js';
import { createResidentVerbs } from './residents-api.js';
import { createReportVerbs } from './reports-api.js';
import { Today } from './today/Today.js';

const fetchIt: typeof fetch = (input, init) => fetch(input, init);
const getJson = createGetJson(fetchIt);
const getFile = createGetFile(fetchIt);
const postJson = createPostJson(fetchIt, () => crypto.randomUUID());
const dataProvider = { ...createDataProvider(getJson, postJson), ...createAuditVerbs(getFile, postJson), ...createAdministrationVerbs(postJson), ...createPolicyVerbs(postJson), ...createLotVerbs(postJson), ...createNoticeVerbs(postJson), ...createResidentVerbs(postJson), ...createReportVerbs(getJson, getFile) };
const authProvider = createAuthProvider({ getJson, fetchIt, here: () => location.pathname + location.search + location.hash, goTo: (address) => location.assign(address) });

export function App({ i18nProvider, store }: { i18nProvider: I18nProvider; store: Store }) {
  return (
    <BrowserRouter>
      <Admin authProvider={authProvider} requireAuth loginPage={false} dataProvider={dataProvider} i18nProvider={i18nProvider} store={store} dashboard={Today} catchAll={NotFound} layout={PageLayout} theme={theme} darkTheme={null} disableTelemetry>
        {(may: string[]) => pagesOf(may).map((page) => <Resource key={page.name} {...page} />)}
      </Admin>
    </BrowserRouter>
  );
}
