import type { Language } from '../contracts/describe-problem.js';
import { toLanguage } from './language.js';

const NAME = 'language';
/** Where the browser keeps it. Asked for anew each time: a browser that keeps nothing for a site throws already when it is asked for the place. */
type Place = () => Pick<Storage, 'getItem' | 'setItem'>;

/** What somebody chose in this browser before, whoever it was; Chinese until then. */
export function keptLanguage(place: Place): Language {
  try {
    return toLanguage(place().getItem(NAME) ?? 'zh');
  } catch {
    return 'zh';
  }
}

export function keepLanguage(place: Place, language: Language): void {
  try {
    place().setItem(NAME, language);
  } catch {
    return; // it holds until the page is loaded again
  }
}
