import { useLocale, useTranslate } from 'react-admin';
import type { ReportRow } from '../../../contracts/reports.js';
import type { Grouping, Part, Report } from '../../../domain/reports/reports.js';
import { toLanguage } from '../../../ui/language.js';
import { useWords } from '../layout/use-words.js';

/** What a row is of. A reason is the registry's own code, or the kind of a case. */
export function useRowName(by: Grouping): (row: Pick<ReportRow, 'key' | 'name'>) => string {
  const translate = useTranslate();
  const words = useWords();
  const language = toLanguage(useLocale() ?? 'zh');
  return ({ key, name }) => {
    if (key === null) return translate('reports.total');
    if (by === 'reason') return words('kind', key);
    return name?.[language] ?? key;
  };
}

/** What a number of a report is of. */
export function usePartName(report: Report): (part: Part) => string {
  const translate = useTranslate();
  return (part) => (part === 'open' ? translate('reports.open') : translate(`reports.numbers.${report}.${part}`));
}
