import { lazy, type ComponentType } from 'react';
import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

/** A page that is loaded when it is opened. Where that fails the page says so: the network may be away, or a newer release has other files. */
export function lazyPage(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load().catch((): ComponentType => NotLoaded) }));
}

function NotLoaded() {
  const { not_loaded, reload } = useTexts(commonTexts);
  return (
    <div role="alert" className="notice warn">
      <p>{not_loaded}</p>
      <button type="button" onClick={() => location.reload()}>{reload}</button>
    </div>
  );
}
