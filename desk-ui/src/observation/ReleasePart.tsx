import { useState } from 'react';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import type { Journey } from '../../../contracts/journeys.js';
import type { ObservedResident } from '../../../contracts/observation.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { useCommand } from '../frame/use-command.js';
import { useDesk } from '../frame/desk.js';
import { fill } from '../i18n/fill.js';
import { useLanguage } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { NotDone } from '../layout/NotDone.js';
import { ReasonField } from './ReasonField.js';
import { useObservationTexts } from './use-told.js';

type ReleasePartProps = { journey: Journey; row: ObservedResident | undefined; now: number };

/** Whoever may go goes with one press; all else says why not, and what it takes. */
export function ReleasePart({ journey, row, now }: ReleasePartProps) {
  const texts = useObservationTexts();
  const { stages } = MESSAGES[useLanguage()];
  const { may } = useDesk();
  const { send, pending, error } = useCommand(journey.id);
  const words = texts.release;
  if (journey.released) return <p role="status" className="card notice good">✓ {words.done}</p>;
  if (journey.stage !== 'observing') return <p className="card">{fill(words.other_stage, { stage: stages[journey.stage] ?? journey.stage })}</p>;
  const over = journey.observeUntil !== null && now >= Date.parse(journey.observeUntil);
  const left = row?.alarm === 'left';
  const release = (early: boolean, reason?: string) => void send({ type: 'release', station: 'observation', data: { early }, ...(reason && { reason }) });
  return (
    <section className="card">
      <h3>{words.title}</h3>
      {!left && !over && journey.observeUntil && <p>{fill(words.not_yet, { at: clockTime(journey.observeUntil) })}</p>}
      {may('sendJourneyCommand.release') && !left && over && <p><CommandButton pending={pending} onClick={() => release(false)}>{words.now}</CommandButton></p>}
      {may('sendJourneyCommand.release') && left && <ReasonForm title={words.left_hint} label={words.found} action={words.after_left} pending={pending} onSend={(reason) => release(false, reason)} />}
      {may('sendJourneyCommand.release.early') && !left && !over && (
        <details><summary className="button">{words.early}</summary><ReasonForm title={words.early_hint} label={words.reason} action={words.early} pending={pending} onSend={(reason) => release(true, reason)} /></details>
      )}
      {may('sendJourneyCommand.reportLeft') && !left && <WentAway pending={pending} onSure={() => void send({ type: 'reportLeft', station: 'observation', data: {} })} />}
      <NotDone error={error} />
    </section>
  );
}

type ReasonFormProps = { title: string; label: string; action: string; pending: boolean; onSend: (reason: string) => void };

function ReasonForm({ title, label, action, pending, onSend }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  return (
    <form onSubmit={(event) => (event.preventDefault(), pending || onSend(reason.trim()))}>
      <p>{title}</p>
      <ReasonField label={label} value={reason} onChange={setReason} />
      <CommandButton type="submit" pending={pending} disabled={reason.trim() === ''}>{action}</CommandButton>
    </form>
  );
}

/** Pressed twice: it alarms the lead of the site. */
function WentAway({ pending, onSure }: { pending: boolean; onSure: () => void }) {
  const { went, went_sure: sure } = useObservationTexts().release;
  const [asked, setAsked] = useState(false);
  return <p><CommandButton className="danger" pending={pending} onClick={() => (asked ? onSure() : setAsked(true))}>{asked ? sure : went}</CommandButton></p>;
}
