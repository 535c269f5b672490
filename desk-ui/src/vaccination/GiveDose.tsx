import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DoseChecklist } from '../../../contracts/dose-checklist.js';
import type { Journey } from '../../../contracts/journeys.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { api } from '../api.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Loading } from '../layout/Loading.js';
import { LoadError } from '../layout/LoadError.js';
import { NotDone } from '../layout/NotDone.js';
import { serverTime } from './server-time.js';
import { vaccinationTexts } from './texts.js';

/** `readAt`: when the journey was read, by the clock of this device. */
type GiveDoseProps = { journey: Journey; readAt: number; dose: Journey['doses'][number]; product: SiteDesk['products'][number] };

/** After the checklist: where and how the needle goes, and one save for that it went in. What was checked is read from its evidence, so that any desk can go on after a break. */
export function GiveDose({ journey, readAt, dose, product }: GiveDoseProps) {
  const texts = useTexts(vaccinationTexts);
  const words = useWords();
  const { data: checked, error: notRead, refetch } = useQuery({
    queryKey: ['checklists', journey.id, dose.plannedDoseId],
    queryFn: () => api.get<DoseChecklist>(`/v1/journeys/${journey.id}/doses/${dose.plannedDoseId}/checklist`),
    staleTime: Infinity, // each reading is audited, and it stays as it was accepted
  });
  const { pending, error, send } = useCommand(journey.id);
  const save = useRef<HTMLButtonElement>(null);
  useEffect(() => save.current?.focus(), [checked]);
  if (notRead) return <LoadError error={notRead} retry={() => void refetch()} />;
  if (!checked) return <Loading />;
  const said = (id: string) => checked.items.find(({ item }) => item === id)?.value ?? '';
  const [bodySite, route, lot] = [said('body-site'), said('route'), checked.package?.lot ?? ''];
  const give = async () => {
    const data = { plannedDoseId: dose.plannedDoseId, lot, bodySite, route, givenAt: serverTime(journey.asOf, readAt, Date.now()) };
    await send({ type: 'recordDose', data, station: 'vaccination' });
  };
  return (
    <section className="notice good">
      <h3>{texts.verified}</h3>
      <p className="huge">{fill(texts.inject, { site: words('bodySite', bodySite), route: words('route', route), dose: product.doseText })}</p>
      <p>{fill(texts.lot_and_expiry, { lot, expiry: checked.package?.expiresOn ?? '–' })}</p>
      <CommandButton ref={save} pending={pending} className="main large" onClick={() => void give()}>{texts.save_given}</CommandButton>
      <NotDone error={error} />
    </section>
  );
}
