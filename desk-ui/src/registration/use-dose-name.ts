import { useDesk } from '../frame/desk.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { registrationTexts } from './texts.js';

/** What a dose is called at the desk: its product and which dose of the series. */
export function useDoseName(): (dose: { productId: string; doseNumber: number }) => string {
  const { plan } = useTexts(registrationTexts);
  const language = useLanguage();
  const { products } = useDesk().site;
  return ({ productId, doseNumber }) => fill(plan.line, { name: products.find((product) => product.productId === productId)?.name[language] ?? productId, n: doseNumber });
}
