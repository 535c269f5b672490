import { useState, type FormEvent } from 'react';
import { MAX_PIN_DIGITS } from '../../../domain/access/desk.js';
import { ApiError } from '../../../ui/api-error.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { deskApi } from './desk-api.js';
import { sharedDeskTexts } from './texts.js';

const FIRST_PAGE = '/desk';

/** Who is there, and their PIN, which no browser is to remember. `onGone`: this device is none any more. */
export function SwitchForm({ onGone }: { onGone: () => void }) {
  const texts = useTexts(sharedDeskTexts);
  const [{ name, pin }, setTyped] = useState({ name: '', pin: '' });
  const { pending, error, ask } = useAsking();
  const come = async (event: FormEvent) => {
    event.preventDefault();
    const isIn = await ask(async () => {
      await deskApi.switchTo(name, pin).catch((failed: unknown) => {
        if (failed instanceof ApiError && failed.problem?.code === 'device-unknown') onGone();
        throw failed;
      });
      return true;
    });
    if (isIn) location.assign(FIRST_PAGE); // a page of its own, that knows nothing of whoever was here before
    else setTyped({ name, pin: '' });
  };
  return (
    <form onSubmit={(event) => void come(event)} autoComplete="off">
      <h2>{texts.switch}</h2>
      <Field label={texts.name} value={name} onChange={(event) => setTyped({ name: event.target.value, pin })} autoFocus required maxLength={64} autoCapitalize="none" />
      <Field label={texts.pin} value={pin} onChange={(event) => setTyped({ name, pin: event.target.value })} required type="password" maxLength={MAX_PIN_DIGITS} inputMode="numeric" />
      <NotDone error={error} />
      <CommandButton type="submit" pending={pending} disabled={name.trim() === '' || pin === ''}>{texts.come}</CommandButton>
      <p className="hint">{texts.about_switch}</p>
    </form>
  );
}
