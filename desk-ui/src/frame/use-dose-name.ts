import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { useDesk } from './desk.js';

/** What a dose is called at a desk: its product and which dose of the series. */
export function useDoseName(): (dose: { productId: string; doseNumber: number }) => string {
  const texts = useTexts(commonTexts);
  const language = useLanguage();
  const { products } = useDesk().site;
  return ({ productId, doseNumber }) => fill(texts.dose, { product: products.find((product) => product.productId === productId)?.name[language] ?? productId, number: doseNumber });
}
