import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { useErrorText } from './use-error-text.js';

/** Why nothing is shown, and the way to try again. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const { try_again } = useTexts(commonTexts);
  const textOf = useErrorText();
  return (
    <div role="alert" className="notice warn">
      <p>{textOf(error)}</p>
      <button type="button" onClick={retry}>{try_again}</button>
    </div>
  );
}
