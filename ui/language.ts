import type { Language } from '../contracts/describe-problem.js';

export function toLanguage(locale: string): Language {
  return locale === 'en' ? 'en' : 'zh';
}
