import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import { StrictMode } from 'react';
import { memoryStore } from 'react-admin';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { DeskApp } from './desk/DeskApp.js';
import { LOCALES, messagesOf, toLanguage } from './i18n/messages.js';

// The page's policy lets only those styles in that carry the nonce of this very answer.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const styles = createCache({ key: 'css', ...(nonce ? { nonce } : {}) });
const root = document.getElementById('root');
const i18nProvider = polyglotI18nProvider((locale) => messagesOf(toLanguage(locale)), 'zh', LOCALES, { allowMissing: true });
const store = memoryStore(); // what was looked at stays in this tab and ends with it
const Page = location.pathname === '/desk' ? DeskApp : App;
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <Page i18nProvider={i18nProvider} store={store} />
    </CacheProvider>
  </StrictMode>,
);
