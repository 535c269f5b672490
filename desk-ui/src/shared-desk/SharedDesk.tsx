import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { LanguageButtons } from '../frame/LanguageButtons.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';
import { Loading } from '../layout/Loading.js';
import { LoadError } from '../layout/LoadError.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { boardTexts } from '../observation/board-texts.js';
import { deskApi, type Desk } from './desk-api.js';
import { EnrolForm } from './EnrolForm.js';
import { SwitchForm } from './SwitchForm.js';
import { sharedDeskTexts } from './texts.js';

const Kiosk = lazy(async () => ({ default: (await import('../kiosk/Kiosk.js')).Kiosk }));

/** At these the browser may be a screen on the wall. */
const WALLS = ['observation', 'one-desk'];

/** While nobody is signed in: first the code of the device, once; from then on who is there. */
export function SharedDesk() {
  const { app } = useTexts(commonTexts);
  const texts = useTexts(sharedDeskTexts);
  const { open } = useTexts(boardTexts);
  const words = useWords();
  const language = useLanguage();
  const [{ desk, error }, setState] = useState<{ desk?: Desk | null; error?: unknown }>({});
  useDocumentTitle(texts.title);
  const look = useCallback(() => void deskApi.find().then((found) => setState({ desk: found }), (failed: unknown) => setState({ error: failed })), []);
  useEffect(look, [look]);
  if (desk?.station === 'kiosk') return <Suspense fallback={<Loading />}><Kiosk siteName={desk.siteName[language]} onGone={look} /></Suspense>;
  return (
    <main className="door" id="main-content">
      <div className="card">
        <LanguageButtons />
        <h1>{app} · {texts.title}</h1>
        {desk && <p className="large">{[desk.siteName[language], desk.name, words('station', desk.station)].join(' · ')}</p>}
        {error !== undefined && <LoadError error={error} retry={look} />}
        {desk === null && <EnrolForm onEnrolled={(enrolled) => setState({ desk: enrolled })} />}
        {desk && <SwitchForm onGone={look} />}
        {desk && WALLS.includes(desk.station) && <p><Link className="button" to="/board">{open}</Link></p>}
        <p><a className="button" href={`/auth/login?to=${encodeURIComponent(location.pathname)}`}>{texts.in_full}</a></p>
      </div>
    </main>
  );
}
