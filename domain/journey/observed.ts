import type { Instant } from '../time.js';
import type { Severity } from './events.js';
import type { JourneyState } from './state.js';

/** Why the desk and the site lead are called: the limit after the half hour has passed and nobody released them, or they went away unreleased. */
export const OBSERVATION_ALARMS = ['left', 'overdue'] as const;
export type ObservationAlarm = (typeof OBSERVATION_ALARMS)[number];

/** Somebody under observation, as a board shows them. `lastDoseAt`, `by`: of the last injection that is on record, and whoever gave it. */
export type Observed = {
  until: Instant;
  alarmAt: Instant;
  /** Until the half hour is over; below zero since it is. */
  minutesLeft: number;
  alarm: ObservationAlarm | null;
  lastDoseAt: Instant | null;
  by: string | null;
  reaction: Severity | null;
};

const MINUTE_MS = 60_000;

/** Null for whoever is not observed, or is no more. */
export function observedOf({ observation, released, leftUnreleased, reaction, doses }: JourneyState, alarmMs: number, now: Instant): Observed | null {
  if (!observation || released) return null;
  const { until } = observation;
  const alarmAt = (until + alarmMs) as Instant;
  const injections = doses.flatMap(({ given, reported }) => given ?? reported ?? []);
  const last = injections.reduce<(typeof injections)[number] | null>((latest, one) => (latest && latest.givenAt >= one.givenAt ? latest : one), null);
  const alarm = leftUnreleased ? 'left' : now >= alarmAt ? 'overdue' : null;
  return { until, alarmAt, minutesLeft: Math.ceil((until - now) / MINUTE_MS), alarm, lastDoseAt: last?.givenAt ?? null, by: last?.by ?? null, reaction };
}
