import { useLocale, useTranslate } from 'react-admin';
import type { Journey } from '../journeys/rows.js';
import type { Case } from './rows.js';
import { namedIn } from './sentence.js';

export function useAbout(): (about: Case, journey: Journey) => ReturnType<typeof namedIn> {
  const translate = useTranslate();
  const locale = useLocale() ?? 'zh';
  return (about, journey) => namedIn(translate, locale, about, journey);
}
