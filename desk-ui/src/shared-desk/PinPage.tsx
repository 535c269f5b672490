import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { MAX_PIN_DIGITS } from '../../../domain/access/desk.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { fill } from '../i18n/fill.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { LoadError } from '../layout/LoadError.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { deskApi, type OwnPin } from './desk-api.js';
import { sharedDeskTexts } from './texts.js';

const NOTHING = { name: '', pin: '', again: '' };

/** One's own PIN for shared desks; nobody else sets or sees it. */
export function PinPage() {
  const { own } = useTexts(sharedDeskTexts);
  const rules: Record<string, string> = own.rules;
  const [{ known, error: away }, setKnown] = useState<{ known?: OwnPin; error?: unknown }>({});
  const [typed, setTyped] = useState(NOTHING);
  const [isSaved, setSaved] = useState(false);
  const { pending, error, ask } = useAsking();
  useDocumentTitle(own.title);
  const read = useCallback(() => void deskApi.readPin().then((pin) => setKnown({ known: pin }), (failed: unknown) => setKnown({ error: failed })), []);
  useEffect(read, [read]);
  const refused = Object.fromEntries(Object.entries(fieldFaults(error)).map(([field, rule]) => [field, rules[rule] ?? rule]));
  const faults: Record<string, string> = typed.again !== '' && typed.again !== typed.pin ? { again: own.differs } : refused;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    const kept = await ask(() => deskApi.setPin({ pin: typed.pin, ...(known?.chosen && typed.name.trim() && { name: typed.name.trim() }) }));
    if (!kept) return;
    setKnown({ known: kept });
    setTyped(NOTHING);
    setSaved(true);
  };
  const input = (field: keyof typeof NOTHING) => ({ value: typed[field], fault: faults[field], onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value }) });
  const secret = { type: 'password', required: true, maxLength: MAX_PIN_DIGITS, inputMode: 'numeric' } as const;
  return (
    <div className="card">
      <h1>{own.title}</h1>
      <p>{own.about}</p>
      {away !== undefined && <LoadError error={away} retry={read} />}
      {known && (
        <form onSubmit={(event) => void save(event)} autoComplete="off">
          <p>{known.locked ? own.locked : known.set ? own.set : own.not_set}</p>
          {known.name !== null && <p>{fill(own.name_of_account, { name: known.name })}</p>}
          {known.chosen && <Field label={own.name} hint={own.name_hint} {...input('name')} required={known.name === null} maxLength={64} />}
          <Field label={own.pin} hint={own.pin_hint} {...input('pin')} {...secret} />
          <Field label={own.again} {...input('again')} {...secret} />
          {Object.keys(faults).length === 0 && <NotDone error={error} />}
          <div role="status">{isSaved && <p className="notice good">{own.saved}</p>}</div>
          <CommandButton type="submit" pending={pending} disabled={typed.pin === '' || typed.pin !== typed.again}>{own.save}</CommandButton>
        </form>
      )}
    </div>
  );
}
