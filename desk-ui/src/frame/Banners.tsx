import type { Banner } from '../../../contracts/fields.js';
import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { useApi } from './use-api.js';

/** What everybody has to know now, above every page. Nothing while that cannot be read: the page itself says that the service is away. */
export function Banners() {
  const texts = useTexts(commonTexts).banners;
  const { data } = useApi<{ banners: Banner[] }>(['banners'], '/v1/banners');
  return <div role="status">{data?.banners.map((banner) => <p key={banner} className="notice warn">{texts[banner]}</p>)}</div>;
}
