import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import type { ResidentConfirmation } from '../../../contracts/journey-commands.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { ageInYears, toLocalDate } from '../../../domain/time.js';
import { useDesk } from '../frame/desk.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { openSecondScreen, useSecondScreen } from './second-screen.js';
import { vaccinationTexts } from './texts.js';

export type Confirmation = z.infer<typeof ResidentConfirmation>;

type ResidentSideProps = {
  product: SiteDesk['products'][number];
  package: { lot: string; expiresOn: string | null };
  bodySite: string;
  birthDate: string;
  pending: boolean;
  onConfirm: (confirmation: Confirmation) => void;
  onStop: () => void;
};

/** 一验证: what the resident or guardian sees and confirms themselves, on the screen turned to them, on a second one, or by a signature on paper. */
export function ResidentSide({ product, package: { lot, expiresOn }, bodySite, birthDate, pending, onConfirm, onStop }: ResidentSideProps) {
  const texts = useTexts(vaccinationTexts);
  const language = useLanguage();
  const words = useWords();
  const { site } = useDesk();
  const [consent] = site.consentTexts;
  const isAdult = ageInYears(toLocalDate(birthDate), toLocalDate(site.day)) >= (consent?.adultFromYears ?? 18);
  const relations = isAdult ? ['self'] : (consent?.relationsForMinor ?? ['guardian']);
  const sentence = fill(texts.resident_reads, { product: product.name[language], lot, expiry: expiresOn ?? '–', site: words('bodySite', bodySite) });
  const confirm = (relation: string, how: Confirmation['how']) =>
    onConfirm({ by: isAdult ? 'resident' : 'guardian', ...(!isAdult && { relation }), how, at: new Date().toISOString(), ...(how === 'signature' && { signature: { how: 'paper' } }) });
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  useSecondScreen({ sentence, relations }, { confirmed: (relation) => confirm(relation, 'second-screen'), stopped: onStop });
  return (
    <section className="resident-side" aria-label={texts.resident_side}>
      <h3>{texts.resident_side}</h3>
      <p className="hint">{texts.turn_screen}</p>
      <p className="large">{sentence}</p>
      <div className="row" role="group" aria-label={texts.confirm_as}>
        {relations.map((relation, n) => (
          <CommandButton key={relation} {...(n === 0 ? { ref: first } : {})} pending={pending} onClick={() => confirm(relation, 'second-screen')}>{texts.i_confirm} · {words('relation', relation)}</CommandButton>
        ))}
        <button type="button" className="danger" onClick={onStop}>{texts.not_right}</button>
      </div>
      <div className="row">
        <button type="button" onClick={openSecondScreen}>{texts.second_screen}</button>
        <button type="button" onClick={() => confirm(relations[0] ?? 'guardian', 'signature')}>{texts.signed_paper}</button>
      </div>
    </section>
  );
}
