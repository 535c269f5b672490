import { useState } from 'react';
import type { ApiCommandType, IdentifyData } from '../../../contracts/journey-commands.js';
import type { Journey } from '../../../contracts/journeys.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { useCommand } from '../frame/use-command.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { scanTexts } from '../scan/texts.js';
import type { Scanned } from '../scan/use-scan.js';
import { identificationBy, type Typed } from '../scan/identification-by.js';
import { registrationTexts } from './texts.js';

type IdentifyPartProps = { journey: Journey; open: (command: ApiCommandType) => boolean; scanned: Scanned };

/** By what was scanned, after the read-back: it matches or it does not, and nothing is chosen beforehand. */
export function IdentifyPart({ journey, open, scanned }: IdentifyPartProps) {
  const { identify, reason: reasonLabel, reason_hint } = useTexts(registrationTexts);
  const { kinds } = useTexts(scanTexts);
  const words = useWords();
  const [reason, setReason] = useState('');
  const [mother, setMother] = useState('');
  const { send, pending, error } = useCommand(journey.id);
  const { identifiedBy, identityProvisional } = journey;
  const means = identificationBy(scanned, mother.trim());
  const say = (readBackMatches: boolean) => means && void send({ type: 'identify', data: { ...means.data, readBackMatches } as IdentifyData, station: 'registration', ...(means.typed && { reason: reason.trim() }) });
  const lacks = !means || (means.typed && reason.trim() === '') || (needsMother(means) && mother.trim() === '');
  const isSettled = identifiedBy !== null && identityProvisional === null;
  return (
    <section className="card">
      <h2>{identify.title}</h2>
      {identifiedBy && <p className="notice good">{fill(identify.done, { means: words('means', identifiedBy) })}</p>}
      {identityProvisional && <p className="notice warn">{fill(identify.provisional, { at: shanghaiTime(identityProvisional.settleBy) })}</p>}
      {!isSettled && open('identify') && (means ? (
        <>
          <p>{fill(identify.how, { kind: kinds[scanned.answer.kind] })} <span className="hint">{identify.again}</span></p>
          {needsMother(means) && <Field label={identify.mother} value={mother} onChange={(event) => setMother(event.target.value)} maxLength={64} />}
          {means.typed && <Field label={reasonLabel} hint={`${identify.typed} ${reason_hint}`} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={1000} />}
          <NotDone error={error} />
          <div className="row">
            <CommandButton pending={pending} disabled={lacks} onClick={() => say(true)}>{identify.matches}</CommandButton>
            <CommandButton className="danger" pending={pending} disabled={lacks} onClick={() => say(false)}>{identify.differs}</CommandButton>
          </div>
        </>
      ) : <p className="notice warn">{identify.scan}</p>)}
    </section>
  );
}

const needsMother = ({ data }: Typed) => data.by === 'birth-certificate';
