import { useDesk } from '../frame/desk.js';
import { fill } from '../i18n/fill.js';
import { useLanguage } from '../i18n/language.js';
import { useObservationTexts } from './use-told.js';

/** `麻腮风疫苗 第1剂`, by the products of the site. */
export function useDoseName(): (dose: { productId: string; doseNumber: number }) => string {
  const texts = useObservationTexts();
  const { products } = useDesk().site;
  const language = useLanguage();
  return ({ productId, doseNumber }) => fill(texts.dose, { product: products.find((one) => one.productId === productId)?.name[language] ?? productId, number: doseNumber });
}
