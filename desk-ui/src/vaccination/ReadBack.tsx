import { useEffect, useRef } from 'react';
import type { Resident } from '../../../contracts/residents.js';
import { useCommand } from '../frame/use-command.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { NotDone } from '../layout/NotDone.js';
import { PersonHead } from '../person/PersonHead.js';
import { identificationBy } from '../scan/identification-by.js';
import type { Scanned } from '../scan/use-scan.js';
import { vaccinationTexts } from './texts.js';

type ReadBackProps = { journeyId: string; resident: Resident; scanned: Scanned; readBackAt: string | null; onRead: (at: string) => void; onLeave: () => void };

/** Identified again at this desk, by what was scanned and by what the resident's side says: whoever was called may not be who has come. */
export function ReadBack({ journeyId, resident, scanned, readBackAt, onRead, onLeave }: ReadBackProps) {
  const texts = useTexts(vaccinationTexts);
  const { send, pending, error } = useCommand(journeyId);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  const shown = shownBy(scanned);
  const say = async (readBackMatches: boolean) => {
    const done = shown && await send({ type: 'identify', data: { ...shown, readBackMatches }, station: 'vaccination' });
    if (done) onRead(new Date().toISOString());
  };
  return (
    <div className="columns">
      <PersonHead resident={resident} revealAtOnce />
      <section className="card">
        <div className="row">
          {!readBackAt && (shown ? (
            <>
              <CommandButton ref={yes} pending={pending} className="main large" onClick={() => void say(true)}>{texts.read_back_matches}</CommandButton>
              <CommandButton pending={pending} className="danger" onClick={() => void say(false)}>{texts.read_back_differs}</CommandButton>
            </>
          ) : <p className="notice warn">{texts.number_only}</p>)}
          <button type="button" onClick={onLeave}>{texts.another}</button>
        </div>
        <NotDone error={error} />
      </section>
    </div>
  );
}

/** What the resident carries; a number that was typed identifies nobody a second time. */
function shownBy(scanned: Scanned): { by: 'code' | 'certificate'; text: string } | null {
  const data = identificationBy(scanned, '')?.data;
  return data?.by === 'code' || data?.by === 'certificate' ? { by: data.by, text: data.text } : null;
}
