import { useState } from 'react';
import type { Journey } from '../../../contracts/journeys.js';
import type { Resident } from '../../../contracts/residents.js';
import { ageInYears, toLocalDate } from '../../../domain/time.js';
import { useDesk } from '../frame/desk.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { EscortChoice } from './EscortChoice.js';
import { yuan } from './money.js';
import { SignaturePad } from './SignaturePad.js';
import { registrationTexts } from './texts.js';
import { useDoseName } from '../frame/use-dose-name.js';

type ConsentFormProps = { title: string; paid: boolean; doses: Journey['doses']; journeyId: string; resident: Resident };
const ESCORT = 'escort';

/** Informing item by item, face to face, and who signs and how. No item is ticked beforehand, and there is no tick for all. */
export function ConsentForm({ title, paid, doses, journeyId, resident }: ConsentFormProps) {
  const { consent: texts } = useTexts(registrationTexts);
  const language = useLanguage();
  const words = useWords();
  const { site } = useDesk();
  const nameOf = useDoseName();
  const [informed, setInformed] = useState<readonly string[]>([]);
  const [relation, setRelation] = useState<string | null>(null);
  const [escort, setEscort] = useState<string | null>(null);
  const [how, setHow] = useState<'screen' | 'paper' | null>(null);
  const [picture, setPicture] = useState<string | null>(null);
  const [paper, setPaper] = useState('');
  const { send, pending, error } = useCommand(journeyId);
  const text = site.consentTexts.find(({ items }) => items.some(({ id }) => id === 'price') === paid);
  if (!text) return null;
  const isMinor = ageInYears(toLocalDate(resident.birthDate), toLocalDate(site.day)) < text.adultFromYears;
  const signers = isMinor ? [...text.relationsForMinor, ESCORT] : ['self'];
  const isWhole = text.items.every(({ id }) => informed.includes(id)) && relation !== null && (relation !== ESCORT || escort !== null) && (how === 'paper' ? paper.trim() !== '' : how === 'screen' && picture !== null);
  const priceOf = (productId: string) => site.products.find((product) => product.productId === productId)?.price ?? null;
  const record = () => relation && how && void send({
    type: 'recordConsent', station: 'registration',
    data: {
      plannedDoseIds: doses.map(({ plannedDoseId }) => plannedDoseId), consentText: text.consentText, relation, escortAuthorisationId: relation === ESCORT ? escort : null, informed: [...informed],
      signature: how === 'paper' ? { how, paperReference: paper.trim() } : { how, ...(picture && { pictureBase64: picture }) },
    },
  });
  return (
    <div>
      <h3>{title}</h3>
      <ul>{doses.map((dose) => { const price = priceOf(dose.productId); return <li key={dose.plannedDoseId}><strong>{nameOf(dose)}</strong>{price && <span> · {fill(texts.price, { vaccine: yuan(price.vaccineFen), fee: yuan(price.feeFen), total: yuan(price.vaccineFen + price.feeFen) })}</span>}</li>; })}</ul>
      <fieldset>
        <legend>{texts.about}</legend>
        {text.items.map(({ id, text: item }) => <label key={id} className="choice"><input type="checkbox" checked={informed.includes(id)} onChange={() => setInformed(informed.includes(id) ? informed.filter((one) => one !== id) : [...informed, id])} />{item[language]}</label>)}
      </fieldset>
      <fieldset>
        <legend>{texts.signer}</legend>
        <div className="row">{signers.map((one) => <label key={one} className="choice"><input type="radio" name={`signer-${text.consentText}`} checked={relation === one} onChange={() => setRelation(one)} />{one === ESCORT ? texts.escort : words('relation', one)}</label>)}</div>
      </fieldset>
      {relation === ESCORT && <EscortChoice residentId={resident.id} chosen={escort} onChosen={setEscort} />}
      <fieldset>
        <legend>{texts.how}</legend>
        <div className="row">{(['screen', 'paper'] as const).map((one) => <label key={one} className="choice"><input type="radio" name={`how-${text.consentText}`} checked={how === one} onChange={() => setHow(one)} />{texts[one]}</label>)}</div>
      </fieldset>
      {how === 'screen' && <SignaturePad onSigned={setPicture} />}
      {how === 'paper' && <Field label={texts.paper_reference} value={paper} onChange={(event) => setPaper(event.target.value)} maxLength={64} />}
      <NotDone error={error} />
      <CommandButton pending={pending} disabled={!isWhole} onClick={record}>{texts.save}</CommandButton>
    </div>
  );
}
