import { useLocale } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';

/** In the reader's language where the site has a name in it. */
export function useSiteName(): (site: Pick<Site, 'name' | 'nameEn'>) => string {
  const isEnglish = useLocale() === 'en';
  return ({ name, nameEn }) => (isEnglish ? (nameEn ?? name) : name);
}
