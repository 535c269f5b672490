import { useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { useErrorText } from './use-error-text.js';

/** Why something was not done, in the words of the API; nothing when there is no error. */
export function NotDone({ error }: { error: unknown }) {
  const { not_done } = useTexts(commonTexts);
  const textOf = useErrorText();
  return <div role="alert">{error ? <p className="notice bad"><strong>{not_done}</strong> {textOf(error)}</p> : null}</div>;
}
