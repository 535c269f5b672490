import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

export function Loading() {
  return <p role="status">{useTexts(commonTexts).loading}</p>;
}
