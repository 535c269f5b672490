import { addDays, addMonths, type LocalDate } from '../time.js';

/** An age or an interval: calendar months first, then days. */
export type Span = { months: number; days: number };

const DURATION = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/;

/** True for an ISO 8601 duration of years, months and days: `P18M`, `P28D`, `P6Y`. */
export function isSpan(text: string): boolean {
  return DURATION.test(text);
}

/** Throws on what `isSpan` refuses. */
export function toSpan(text: string): Span {
  const [, years, months, days] = DURATION.exec(text) ?? [];
  if (!isSpan(text)) throw new TypeError('not a duration of years, months and days');
  return { months: Number(years ?? 0) * 12 + Number(months ?? 0), days: Number(days ?? 0) };
}

/** The day that lies `span` after `day`; a month without that day ends on its last day. */
export function addSpan(day: LocalDate, { months, days }: Span): LocalDate {
  const later = months === 0 ? day : addMonths(day, months); // a door judges many ages: half of them cost nothing
  return days === 0 ? later : addDays(later, days);
}
