import englishMessages from 'ra-language-english';
import type { TranslationMessages } from 'react-admin';
import { MESSAGES, type Language } from '../../../contracts/describe-problem.js';
import { en } from './en.js';
import type { OwnMessages } from './own-messages.js';
import { reactAdminZh } from './react-admin-zh.js';
import { zh } from './zh.js';

export const OWN: Record<Language, OwnMessages> = { zh, en };

/** Chinese first: it is what the page opens with. */
export const LOCALES = [
  { locale: 'zh', name: '中文' },
  { locale: 'en', name: 'English' },
];

/** Stages are named where the API's refusals name them. */
export function messagesOf(language: Language): TranslationMessages {
  return { ...(language === 'zh' ? reactAdminZh : englishMessages), ...OWN[language], stages: MESSAGES[language].stages };
}
