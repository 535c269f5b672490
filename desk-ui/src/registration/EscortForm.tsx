import { useState } from 'react';
import type { EscortAuthorisation } from '../../../contracts/escorts.js';
import { ESCORT_RELATIONS, type EscortRelation } from '../../../domain/identity/escort.js';
import { GUARDIAN_RELATIONS, type GuardianRelation } from '../../../domain/identity/guardian.js';
import { api } from '../api.js';
import { useDesk } from '../frame/desk.js';
import { useTexts, useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { registrationTexts } from './texts.js';

const TEXT_FIELDS = ['name', 'document', 'guardian_name', 'guardian_document', 'paper'] as const;
const NOTHING = { name: '', document: '', guardian_name: '', guardian_document: '', paper: '' };

/** What a guardian has signed on paper, put on record: for whatever is planned, from one day to another. */
export function EscortForm({ residentId, onAdded }: { residentId: string; onAdded: (authorisationId: string) => void }) {
  const { escort: texts } = useTexts(registrationTexts);
  const words = useWords();
  const { site } = useDesk();
  const [typed, setTyped] = useState(NOTHING);
  const [days, setDays] = useState({ from: site.day, until: site.day });
  const [relation, setRelation] = useState<EscortRelation | null>(null);
  const [guardian, setGuardian] = useState<GuardianRelation | null>(null);
  const { pending, error, ask } = useAsking();
  const add = async () => {
    const kept = await ask(() => api.post<EscortAuthorisation>(`/v1/residents/${residentId}/escort-authorisations`, {
      siteId: site.siteId, name: typed.name.trim(), document: { type: 'id-card', number: typed.document.trim() }, relation, products: null, validFrom: days.from, validUntil: days.until,
      authorisedBy: { name: typed.guardian_name.trim(), relation: guardian, document: { type: 'id-card', number: typed.guardian_document.trim() } }, signature: { how: 'paper', paperReference: typed.paper.trim() },
    }));
    if (kept) onAdded(kept.id);
  };
  const isWhole = TEXT_FIELDS.every((field) => typed[field].trim() !== '') && relation !== null && guardian !== null;
  return (
    <div role="group" aria-label={texts.title}>
      <h3>{texts.title}</h3>
      <Field label={texts.name} value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} maxLength={100} />
      <Field label={texts.document} value={typed.document} onChange={(event) => setTyped({ ...typed, document: event.target.value })} maxLength={64} />
      <Choice legend={texts.relation} name="escort-relation" options={ESCORT_RELATIONS} chosen={relation} onChosen={setRelation} nameOf={(one) => texts.relations[one]} />
      <Choice legend={texts.guardian} name="escort-guardian" options={GUARDIAN_RELATIONS} chosen={guardian} onChosen={setGuardian} nameOf={(one) => words('relation', one)} />
      <Field label={texts.guardian_name} value={typed.guardian_name} onChange={(event) => setTyped({ ...typed, guardian_name: event.target.value })} maxLength={100} />
      <Field label={texts.guardian_document} value={typed.guardian_document} onChange={(event) => setTyped({ ...typed, guardian_document: event.target.value })} maxLength={64} />
      <Field label={texts.from} type="date" value={days.from} onChange={(event) => setDays({ ...days, from: event.target.value })} />
      <Field label={texts.until} type="date" value={days.until} onChange={(event) => setDays({ ...days, until: event.target.value })} />
      <Field label={texts.paper} value={typed.paper} onChange={(event) => setTyped({ ...typed, paper: event.target.value })} maxLength={64} />
      <NotDone error={error} />
      <CommandButton pending={pending} disabled={!isWhole} onClick={() => void add()}>{texts.save}</CommandButton>
    </div>
  );
}

type ChoiceProps<T extends string> = { legend: string; name: string; options: readonly T[]; chosen: T | null; onChosen: (option: T) => void; nameOf: (option: T) => string };

function Choice<T extends string>({ legend, name, options, chosen, onChosen, nameOf }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="row">{options.map((one) => <label key={one} className="choice"><input type="radio" name={name} checked={chosen === one} onChange={() => onChosen(one)} />{nameOf(one)}</label>)}</div>
    </fieldset>
  );
}
