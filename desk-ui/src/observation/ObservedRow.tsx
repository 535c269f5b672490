import type { ObservedResident } from '../../../contracts/observation.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { fill } from '../i18n/fill.js';
import { alarmNow, countdown } from './countdown.js';
import { useObservationTexts } from './use-told.js';

type ObservedRowProps = { row: ObservedResident; now: number; chosen: boolean; onChoose: () => void };

/** One who is observed. What is wrong is said in words, before colour says it too. */
export function ObservedRow({ row, now, chosen, onChoose }: ObservedRowProps) {
  const texts = useObservationTexts();
  const alarm = alarmNow(row, now);
  return (
    <button type="button" className={`observed ${alarm ? 'alarm' : ''}`} aria-current={chosen} onClick={onChoose}>
      <span className="large">{row.name ?? '–'}</span>
      <TimeLeft until={row.until} now={now} />
      {alarm && <span className="tag bad">⚠ {texts.alarm[alarm]}</span>}
      {row.reaction && <span className={`tag ${row.reaction === 'severe' ? 'bad' : 'warn'}`}>{texts.reaction[row.reaction]}</span>}
      <span className="soft">{fill(texts.until, { at: clockTime(row.until) })}</span>
    </button>
  );
}

/** Told by the clock and not announced: it changes every second. */
export function TimeLeft({ until, now }: { until: string; now: number }) {
  const texts = useObservationTexts();
  const { over, time } = countdown(until, now);
  return <span className="large time" role="timer" aria-live="off">{fill(over ? texts.since : texts.left, { time })}</span>;
}
