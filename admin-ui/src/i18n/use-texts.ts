import polyglotI18nProvider from 'ra-i18n-polyglot';
import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react';
import type { I18nProvider, Store } from 'react-admin';
import type { Language } from '../../../contracts/describe-problem.js';
import { toLanguage } from '../../../ui/language.js';
import { LOCALES, messagesOf } from './messages.js';

const textsIn = (language: Language) => polyglotI18nProvider(() => messagesOf(language), language, LOCALES, { allowMissing: true });
/** Each language is a provider of its own. Where one provider changes its language react-admin mounts the page anew, and what was typed, filtered and opened there is gone. */
const TEXTS: Record<Language, I18nProvider> = { zh: textsIn('zh'), en: textsIn('en') };

/** The texts in the language that the menu has put into the store, `first` before it has. The document says which: screen readers pronounce the page by this, and browsers offer to translate what it does not say. */
export function useTexts(store: Store, first: Language): I18nProvider {
  const subscribe = useCallback((changed: () => void) => store.subscribe('locale', changed), [store]);
  const language = useSyncExternalStore(subscribe, () => toLanguage(store.getItem<string>('locale') ?? first));
  useLayoutEffect(() => void (document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'), [language]);
  return TEXTS[language];
}
