import { useQuery } from '@tanstack/react-query';
import { useDataProvider, useTranslate } from 'react-admin';
import { queryOptions } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import type { ReportProvider } from '../reports-api.js';
import { today } from '../../../ui/shanghai-time.js';
import { firstChoice, toQuery } from './report-choice.js';

/** `MMR-1` with its name, of the schedule that the service counts by: each report says which doses that has. */
export function useDoseNames(): [dose: string, name: string][] {
  const api = useDataProvider<ReportProvider>();
  const doseName = useSeriesDose();
  const siteId = useSignedIn().identity?.siteIds[0];
  const { data } = useQuery({ ...queryOptions, queryKey: ['reports', 'doses', siteId], queryFn: ({ signal }) => api.getReport('no-show', toQuery({ ...firstChoice(today(), siteId), by: 'site' }), signal), staleTime: Infinity });
  return (data?.doses ?? []).map(({ series, doseNumber }) => [`${series}-${doseNumber}`, doseName(series, doseNumber)]);
}

export function useSeriesDose(): (series: string, doseNumber: number) => string {
  const translate = useTranslate();
  const words = useWords();
  return (series, number) => translate('reports.dose_of', { series: words('series', series), number });
}
