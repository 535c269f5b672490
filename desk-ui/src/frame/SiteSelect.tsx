import { useQueries } from '@tanstack/react-query';
import type { Site } from '../../../contracts/sites.js';
import { api } from '../api.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

type SiteSelectProps = { siteIds: readonly string[]; siteId: string | undefined; onSite: (siteId: string) => void };

/** At which of their sites somebody works now. */
export function SiteSelect({ siteIds, siteId, onSite }: SiteSelectProps) {
  const { site } = useTexts(commonTexts);
  const language = useLanguage();
  const found = useQueries({ queries: siteIds.map((id) => ({ queryKey: ['site', id], queryFn: () => api.get<Site>(`/v1/sites/${id}`), staleTime: Infinity })) });
  return (
    <select aria-label={site} value={siteId} onChange={(event) => onSite(event.target.value)}>
      {siteIds.map((id, n) => <option key={id} value={id}>{(language === 'en' && found[n]?.data?.nameEn) || found[n]?.data?.name || id}</option>)}
    </select>
  );
}
