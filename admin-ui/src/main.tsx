import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { StrictMode } from 'react';
import { memoryStore } from 'react-admin';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { keepLanguage, keptLanguage } from '../../ui/kept-language.js';
import { toLanguage } from '../../ui/language.js';
import { useTexts } from './i18n/use-texts.js';

// The page's policy lets only those styles in that carry the nonce of this very answer.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const styles = createCache({ key: 'css', ...(nonce ? { nonce } : {}) });
const root = document.getElementById('root');
const browserStorage = () => localStorage;
const first = keptLanguage(browserStorage);
const store = memoryStore({ locale: first }); // what was looked at stays in this tab and ends with it; of the language the browser is told
store.subscribe('locale', (chosen: string | undefined) => chosen && keepLanguage(browserStorage, toLanguage(chosen))); // none: a sign-out empties the store
if (!root) throw new Error('index.html has no #root');

function PageInLanguage() {
  return <App i18nProvider={useTexts(store, first)} store={store} />;
}

createRoot(root).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <PageInLanguage />
    </CacheProvider>
  </StrictMode>,
);
