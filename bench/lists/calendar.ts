import { addDays, localDateOf, toInstant, type LocalDate } from '../../domain/time.js';

const DAY_MS = 86_400_000;
/** Two years, and bookings for a month to come. */
export const DAYS_BACK = 730;
export const DAYS_AHEAD = 30;

/** When visits were booked, and for which day: from two years ago until now, evenly. */
export function createCalendar(nowMs: number) {
  const firstMs = nowMs - DAYS_BACK * DAY_MS;
  return {
    nowMs,
    firstMs,
    today: localDateOf(toInstant(nowMs)),
    /** Of the `n`th of `count` visits. */
    startedAt: (n: number, count: number): number => Math.floor(firstMs + ((n + 0.5) / count) * DAYS_BACK * DAY_MS),
    dayAfter: (startedAtMs: number, leadDays: number): LocalDate => addDays(localDateOf(toInstant(startedAtMs)), leadDays),
  };
}
export type Calendar = ReturnType<typeof createCalendar>;
