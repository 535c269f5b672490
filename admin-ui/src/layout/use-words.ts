import { useTranslate } from 'react-admin';
import type { OwnMessages } from '../i18n/own-messages.js';

/** The name of a value of the API; one that this page does not know yet is shown as it is. */
export function useWords(): (list: keyof OwnMessages['words'], value: string) => string {
  const translate = useTranslate();
  return (list, value) => translate(`words.${list}.${value}`, { _: value });
}
