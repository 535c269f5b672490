import type { SiteDesk } from '../../../contracts/site-desk.js';
import { useTexts, useWords } from '../i18n/language.js';
import { Field } from '../layout/Field.js';
import { vaccinationTexts } from './texts.js';

/** Where, how and when something went in; `at` as an input of this browser says it: `2026-11-28T09:05`, in Asia/Shanghai. */
export type DoneAs = { bodySite: string | null; route: string | null; at: string };

/** `2026-11-28T09:05` in Asia/Shanghai, which has no summer time. */
export const toInstantText = (at: string): string => new Date(`${at}:00+08:00`).toISOString();

type DonePlaceProps = { product: Pick<SiteDesk['products'][number], 'bodySites' | 'routes'>; said: DoneAs; onSay: (said: DoneAs) => void };

/** What a report or a correction says of a jab. Nothing is chosen before somebody has. */
export function DonePlace({ product: { bodySites, routes }, said, onSay }: DonePlaceProps) {
  const texts = useTexts(vaccinationTexts);
  const words = useWords();
  return (
    <>
      <div className="row" role="group" aria-label={texts.body_site}>
        <strong>{texts.body_site}</strong>
        {bodySites.map((bodySite) => <button key={bodySite} type="button" aria-pressed={said.bodySite === bodySite} onClick={() => onSay({ ...said, bodySite })}>{words('bodySite', bodySite)}</button>)}
      </div>
      <div className="row" role="group" aria-label={texts.route}>
        <strong>{texts.route}</strong>
        {routes.map((route) => <button key={route} type="button" aria-pressed={said.route === route} onClick={() => onSay({ ...said, route })}>{words('route', route)}</button>)}
      </div>
      <Field label={texts.given_at} type="datetime-local" value={said.at} onChange={(event) => onSay({ ...said, at: event.target.value })} required />
    </>
  );
}
