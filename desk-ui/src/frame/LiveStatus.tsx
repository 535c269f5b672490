import { useSyncExternalStore } from 'react';
import { liveness } from '../../../ui/live/liveness.js';
import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

/** How fresh what is shown is; told in a word and not announced, since it changes by itself. */
export function LiveStatus() {
  const texts = useTexts(commonTexts);
  const live = useSyncExternalStore(liveness.subscribe, liveness.isLive);
  return <span><span aria-hidden="true">{live ? '●' : '○'}</span> {live ? texts.live : texts.polling}</span>;
}
