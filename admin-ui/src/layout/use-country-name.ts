import { useLocale, useTranslate } from 'react-admin';

/** What a country or region is called, by its code of ISO 3166-1: as the documents of here have it, else as the browser does. */
export function useCountryName(): (code: string) => string {
  const translate = useTranslate();
  const names = new Intl.DisplayNames(useLocale() ?? 'zh', { type: 'region' });
  return (code) => translate(`words.country.${code}`, { _: names.of(code) ?? code });
}
