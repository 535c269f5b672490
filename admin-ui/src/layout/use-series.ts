import { useLocale } from 'react-admin';

/** Several names as one reads them in a sentence. */
export function useSeries(): (names: readonly string[]) => string {
  const format = new Intl.ListFormat(useLocale() ?? 'zh', { type: 'conjunction' });
  return (names) => format.format(names);
}
