import { useEffect, useState } from 'react';
import type { ResidentInClear } from '../../../contracts/resident-records.js';
import type { Resident } from '../../../contracts/residents.js';
import { toLocalDate } from '../../../domain/time.js';
import { api } from '../api.js';
import { useDesk } from '../frame/desk.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { ageOn } from './age.js';
import { MedicalPast } from './MedicalPast.js';
import { personTexts } from './texts.js';

/**
 * Name and birth date large enough to be read back across a desk; the name in the clear only on request, which the audit keeps. `revealAtOnce`: where
 * the needle is next, since twins share what the masked name shows (hazard H1).
 */
export function PersonHead({ resident, revealAtOnce = false }: { resident: Resident; revealAtOnce?: boolean }) {
  const texts = useTexts(personTexts);
  const words = useWords();
  const { site, may } = useDesk();
  const [inClear, setInClear] = useState<ResidentInClear | null>(null);
  const { pending, error, ask } = useAsking();
  const revealed = inClear?.id === resident.id ? inClear : null;
  const name = revealed?.name ?? resident.name;
  const { birthDate, sex, identifiers, guardian, phone } = revealAtOnce ? resident : (revealed ?? resident); // for a read-back the name is enough
  const { inMonths, ...age } = ageOn(toLocalDate(birthDate), toLocalDate(site.day));
  const reveal = () => void ask(() => api.post<ResidentInClear>(`/v1/residents/${resident.id}/reveal`, { reason: 'compare-with-document' })).then(setInClear);
  const atOnce = revealAtOnce && may('revealResident');
  useEffect(() => {
    if (atOnce) reveal();
  }, [resident.id, atOnce]);
  return (
    <section className="card" aria-label={texts.read_back}>
      <p className="hint">{texts.read_back}</p>
      <h2 className="huge">{name} · {birthDate}</h2>
      <p className="large">{words('sex', sex)} · {fill(inMonths ? texts.months : texts.years, age)}</p>
      <dl className="facts">
        {identifiers.map(({ type, number }) => <div key={`${type}${number}`} className="pair"><dt>{words('idType', type)}</dt><dd>{number}</dd></div>)}
        {guardian && <div className="pair"><dt>{texts.guardian}</dt><dd>{words('relation', guardian.relation)} {guardian.name}</dd></div>}
        {phone && <div className="pair"><dt>{texts.phone}</dt><dd>{phone}</dd></div>}
      </dl>
      {may('revealResident') && inClear === null && <button type="button" aria-disabled={pending} onClick={reveal}>{texts.reveal}</button>}
      <NotDone error={error} />
      <MedicalPast residentId={resident.id} />
    </section>
  );
}
