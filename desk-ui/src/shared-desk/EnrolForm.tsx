import { useState, type FormEvent } from 'react';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { deskApi, type Desk } from './desk-api.js';
import { sharedDeskTexts } from './texts.js';

/** Makes this browser the device that its code was made for. */
export function EnrolForm({ onEnrolled }: { onEnrolled: (desk: Desk) => void }) {
  const texts = useTexts(sharedDeskTexts);
  const [code, setCode] = useState('');
  const { pending, error, ask } = useAsking();
  const enrol = async (event: FormEvent) => {
    event.preventDefault();
    const desk = await ask(() => deskApi.enrol(code.trim()));
    if (desk) onEnrolled(desk);
  };
  return (
    <form onSubmit={(event) => void enrol(event)}>
      <h2>{texts.enrol}</h2>
      <p>{texts.about_enrol}</p>
      <Field label={texts.code} value={code} onChange={(event) => setCode(event.target.value)} autoFocus required maxLength={64} />
      <NotDone error={error} />
      <CommandButton type="submit" pending={pending} disabled={code.trim() === ''}>{texts.enrol_now}</CommandButton>
    </form>
  );
}
