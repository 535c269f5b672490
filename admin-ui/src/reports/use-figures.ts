import { useLocale, useTranslate } from 'react-admin';

const MINUTE_MS = 60_000;

/** Numbers in the reader's locale; what there is none of is a dash. */
export function useFigures() {
  const locale = useLocale() === 'en' ? 'en-GB' : 'zh-CN';
  const translate = useTranslate();
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    count: (value: number) => count.format(value),
    share: (value: number | null) => (value === null ? '–' : percent.format(value)),
    minutes: (ms: number | null) => (ms === null ? '–' : translate('reports.minutes', { minutes: tenths.format(ms / MINUTE_MS) })),
  };
}
