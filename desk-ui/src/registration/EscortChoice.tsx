import { useState } from 'react';
import type { EscortAuthorisation } from '../../../contracts/escorts.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { useTexts } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { EscortForm } from './EscortForm.js';
import { registrationTexts } from './texts.js';

type EscortChoiceProps = { residentId: string; chosen: string | null; onChosen: (authorisationId: string | null) => void };

/** By which authorisation an escort signs; one may be put on record here. Whether it holds today the API says. */
export function EscortChoice({ residentId, chosen, onChosen }: EscortChoiceProps) {
  const { consent: texts, escort } = useTexts(registrationTexts);
  const { may } = useDesk();
  const [adds, setAdds] = useState(false);
  const { data, error, refetch } = useApi<{ data: EscortAuthorisation[] }>(['residents', residentId, 'escorts'], may('listEscortAuthorisations') ? `/v1/residents/${residentId}/escort-authorisations` : null);
  const found = data?.data.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const added = (authorisationId: string) => {
    setAdds(false);
    onChosen(authorisationId);
    void refetch();
  };
  return (
    <fieldset>
      <legend>{texts.authorisation}</legend>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && found.length === 0 && <p className="notice warn">{texts.none}</p>}
      {found.map(({ id, name, relation, validFrom, validUntil }) => (
        <label key={id} className="choice"><input type="radio" name={`escort-${residentId}`} checked={chosen === id} onChange={() => onChosen(id)} />{fill(escort.line, { name, relation: escort.relations[relation], from: validFrom, until: validUntil })}</label>
      ))}
      {may('authoriseEscort') && (adds ? <EscortForm residentId={residentId} onAdded={added} /> : <button type="button" onClick={() => setAdds(true)}>{texts.add}</button>)}
    </fieldset>
  );
}
