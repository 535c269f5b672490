import polyglotI18nProvider from 'ra-i18n-polyglot';
import { Admin, memoryStore, Resource } from 'react-admin';
import { BrowserRouter } from 'react-router-dom';
import { createDataProvider } from './data-provider.js';
import { createGetJson } from './get-json.js';
import { LOCALES, messagesOf, toLanguage } from './i18n/messages.js';
import { journeys } from './journeys/index.js';
import { PageLayout } from './layout/PageLayout.js';
import { theme } from './layout/theme.js';

const dataProvider = createDataProvider(createGetJson((input, init) => fetch(input, init)));
const i18nProvider = polyglotI18nProvider((locale) => messagesOf(toLanguage(locale)), 'zh', LOCALES, { allowMissing: true });
const store = memoryStore(); // what was looked at stays in this tab and ends with it

export function App() {
  return (
    <BrowserRouter>
      <Admin dataProvider={dataProvider} i18nProvider={i18nProvider} store={store} layout={PageLayout} theme={theme} darkTheme={null} disableTelemetry>
        <Resource {...journeys} />
      </Admin>
    </BrowserRouter>
  );
}
