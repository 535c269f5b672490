import type { ResidentRecord } from '../../../contracts/resident-records.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { personTexts } from './texts.js';

/** What was given before, as far as it is on record, for whoever may read records. */
export function PersonPast({ residentId }: { residentId: string }) {
  const texts = useTexts(personTexts);
  const language = useLanguage();
  const { site, may } = useDesk();
  const { data: record, error, refetch } = useApi<ResidentRecord>(['residents', residentId, 'record'], may('getResidentRecord') ? `/v1/residents/${residentId}/record` : null);
  const nameOf = (productId: string | null, vaccine: string) => site.products.find((product) => product.productId === productId)?.name[language] ?? vaccine;
  return (
    <section className="card">
      <h2>{texts.doses}</h2>
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {record?.doses.length === 0 && <p>{texts.no_doses}</p>}
      <ul>{record?.doses.map(({ plannedDoseId, productId, vaccine, doseNumber, givenOn }) => <li key={plannedDoseId}>{givenOn} · {nameOf(productId, vaccine)} · {fill(texts.dose, { n: doseNumber })}</li>)}</ul>
    </section>
  );
}
