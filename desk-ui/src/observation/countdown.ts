import type { ObservedResident } from '../../../contracts/observation.js';

const SECOND_MS = 1_000;

/** `12:05` until then, or since then; minutes go on past the hour. */
export function countdown(until: string, now: number): { over: boolean; time: string } {
  const over = now >= Date.parse(until);
  const seconds = Math[over ? 'floor' : 'ceil'](Math.abs(Date.parse(until) - now) / SECOND_MS);
  return { over, time: `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}` };
}

/** The alarm as it is now: the limit passes while nobody asks. */
export function alarmNow({ alarm, alarmAt }: Pick<ObservedResident, 'alarm' | 'alarmAt'>, now: number): ObservedResident['alarm'] {
  return alarm ?? (now >= Date.parse(alarmAt) ? 'overdue' : null);
}
