import { useEffect, useRef, useState } from 'react';
import { useTexts, useWords } from '../i18n/language.js';
import { followDesk, type Shown } from './second-screen.js';
import { vaccinationTexts } from './texts.js';

/** Turned to the resident or guardian: what is about to be given, and their own yes or no. */
export function SecondScreen() {
  const texts = useTexts(vaccinationTexts);
  const words = useWords();
  const [shown, setShown] = useState<Shown | null>(null);
  const desk = useRef<ReturnType<typeof followDesk> | null>(null);
  useEffect(() => {
    const following = followDesk(setShown);
    desk.current = following;
    return () => following.close();
  }, []);
  return (
    <div className="whole-screen">
      <h1>{texts.resident_side}</h1>
      <div aria-live="assertive">
        {shown ? (
          <>
            <p className="huge">{shown.sentence}</p>
            <div className="row">
              {shown.relations.map((relation) => <button key={relation} type="button" className="main large" onClick={() => desk.current?.say({ kind: 'confirmed', relation })}>{texts.i_confirm} · {words('relation', relation)}</button>)}
              <button type="button" className="danger large" onClick={() => desk.current?.say({ kind: 'stopped' })}>{texts.not_right}</button>
            </div>
          </>
        ) : <p className="large">{texts.nothing_to_confirm}</p>}
      </div>
    </div>
  );
}
