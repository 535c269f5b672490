import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { Language } from '../../../contracts/describe-problem.js';
import { LOCALES, messagesOf } from './messages.js';

type Translate = (key: string, values?: Record<string, unknown>) => string;

const providerOf = (language: Language) => polyglotI18nProvider(() => messagesOf(language), language, LOCALES, { allowMissing: true });
const PROVIDERS = { zh: providerOf('zh'), en: providerOf('en') };

/** Texts of one language, whichever the page is shown in: what both read together stands in both. */
export function translateIn(language: Language): Translate {
  return (key, values) => PROVIDERS[language].translate(key, values);
}
