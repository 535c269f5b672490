import { useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import type { Dose } from './rows.js';

/** A dose as people name it: the vaccine, and which of its series. */
export function useDoseName(): (dose: Pick<Dose, 'productId' | 'doseNumber'>) => string {
  const translate = useTranslate();
  const words = useWords();
  return ({ productId, doseNumber }) => `${words('product', productId)} · ${translate('show.dose_number', { number: doseNumber })}`;
}
