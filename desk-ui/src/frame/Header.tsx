import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import type { Me } from '../../../contracts/me.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { DESK_IDLE_SECONDS, IDLE_SECONDS } from '../../../domain/access/idle.js';
import { worksAtDesk } from '../../../domain/access/roles.js';
import { watchIdle } from '../../../ui/idle.js';
import { api } from '../api.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { LanguageButtons } from './LanguageButtons.js';
import { LiveStatus } from './LiveStatus.js';
import { SiteSelect } from './SiteSelect.js';

type HeaderProps = { me: Me; site: SiteDesk | undefined; siteId: string | undefined; onSite: (siteId: string) => void };

/** Site, station, who is signed in and as what, and the way out: at a shared desk it leads to the next person. */
export function Header({ me, site, siteId, onSite }: HeaderProps) {
  const texts = useTexts(commonTexts);
  const language = useLanguage();
  const words = useWords();
  const { pending, error, ask } = useAsking();
  const leave = () => void ask(api.signOut).then((next) => next !== null && location.assign(next));
  useEffect(() => watchIdle(me.device ? DESK_IDLE_SECONDS : IDLE_SECONDS, () => void api.signOut().then(() => location.assign('/desk'), () => undefined)), [me.device]);
  const station = me.device ? `${me.device.name} (${words('station', me.device.station)})` : null;
  return (
    <>
      <header className="bar">
        <strong>{texts.app}</strong>
        {me.siteIds.length > 1 ? <SiteSelect siteIds={me.siteIds} siteId={siteId} onSite={onSite} /> : site && <span>{(language === 'en' && site.name.en) || site.name.zh}</span>}
        {station && <span>{station}</span>}
        {me.may.includes('followChanges') && <LiveStatus />}
        <span className="who">{me.name} · {me.roles.map((role) => words('roles', role)).join(' · ')}</span>
        {!me.device && worksAtDesk(me.roles) && <Link className="button" to="/pin">{texts.my_pin}</Link>}
        {!me.device && <a className="button" href="/">{texts.supervisors}</a>}
        <LanguageButtons />
        <button type="button" aria-disabled={pending} onClick={leave}>{me.device ? texts.switch_person : texts.sign_out}</button>
      </header>
      <NotDone error={error} />
    </>
  );
}
