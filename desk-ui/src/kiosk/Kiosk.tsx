import { useEffect, useState } from 'react';
import { LanguageButtons } from '../frame/LanguageButtons.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { useAsking } from '../layout/use-asking.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { useErrorText } from '../layout/use-error-text.js';
import { ScanBox } from '../scan/ScanBox.js';
import { deskApi, type CheckedIn } from '../shared-desk/desk-api.js';
import { kioskTexts } from './texts.js';

/** Long enough to read it, short enough that the next does not. */
const RESET_MS = 10_000;

/** Residents check in by themselves and read where to go: a masked name, and after some seconds nothing of them. `onGone`: this device is none any more. */
export function Kiosk({ siteName, onGone }: { siteName: string; onGone: () => void }) {
  const texts = useTexts(kioskTexts);
  const textOf = useErrorText();
  const [answer, setAnswer] = useState<CheckedIn | null>(null);
  const { pending, error, ask, forget } = useAsking();
  const isTold = answer !== null || error !== null;
  useDocumentTitle(texts.title);
  useEffect(() => {
    if (!isTold) return undefined;
    const reset = setTimeout(() => {
      setAnswer(null);
      forget();
    }, RESET_MS);
    return () => clearTimeout(reset);
  }, [isTold, answer, error]);
  const checkIn = async (text: string) => {
    setAnswer(null);
    setAnswer(await ask(() => deskApi.checkIn(text, onGone)));
    return true; // nothing of a code stays in the input
  };
  return (
    <main id="main-content" className="kiosk">
      <LanguageButtons />
      <p className="large">{siteName}</p>
      <h1 className="huge">{texts.title}</h1>
      <div role="status" className="said">
        {answer ? <Told answer={answer} /> : error ? <><p className="notice bad large">{textOf(error)}</p><p className="huge">{texts.failed}</p></> : <p className="huge">{texts.show}</p>}
      </div>
      {isTold && <button type="button" onClick={() => { setAnswer(null); forget(); }}>{texts.ready}</button>}
      <div className="card"><ScanBox autoFocus label={texts.label} hint={texts.hint} pending={pending} onText={checkIn} /></div>
    </main>
  );
}

function Told({ answer: { name, checkedIn, next } }: { answer: CheckedIn }) {
  const texts = useTexts(kioskTexts);
  const words = useWords();
  return (
    <>
      <p className={`notice large ${checkedIn ? 'good' : 'warn'}`}>{fill(checkedIn ? texts.done : texts.no_visit, { name })}</p>
      <p className="giant">{next ? fill(texts.go_to, { station: [words('station', next.kind), ...next.codes].join(' ') }) : texts.waits}</p>
    </>
  );
}
