declare const instant: unique symbol;
declare const localDate: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z, by the database's clock. */
export type Instant = number & { readonly [instant]: true };

/** A calendar day `YYYY-MM-DD` in Asia/Shanghai. Rules that count days or months take this, never an instant. */
export type LocalDate = string & { readonly [localDate]: true };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000; // China has had one zone without daylight saving since 1992
const DAY_MS = 86_400_000;

export function toInstant(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new TypeError('not an instant');
  return ms as Instant;
}

/** The day that `at` falls on in Asia/Shanghai, whatever the machine's own time zone. */
export function localDateOf(at: Instant): LocalDate {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as LocalDate;
}

/** The first instant of `day` in Asia/Shanghai. */
export function startOfDay(day: LocalDate): Instant {
  return toInstant(utcMidnight(day) - SHANGHAI_OFFSET_MS);
}

/** The first instant after `day` in Asia/Shanghai. */
export function endOfDay(day: LocalDate): Instant {
  return toInstant(utcMidnight(day) + DAY_MS - SHANGHAI_OFFSET_MS);
}

/** `HH:MM` on `day` in Asia/Shanghai. */
export function instantAt(day: LocalDate, time: string): Instant {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) throw new TypeError('not a time of day');
  return toInstant(startOfDay(day) + (Number(hours) * 60 + Number(minutes)) * 60_000);
}

/** True for a day that exists: `2023-02-30` is false. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

export function toLocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new TypeError('not a date');
  return text as LocalDate;
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(utcMidnight(day) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** Calendar months: a month without that day ends on its last day, so one month after 31 January is 28 or 29 February. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const [year, month, date] = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, lastDay));
  return first.toISOString().slice(0, 10) as LocalDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((utcMidnight(to) - utcMidnight(from)) / DAY_MS);
}

/** Completed years of age on `day`. */
export function ageInYears(birthDate: LocalDate, day: LocalDate): number {
  let years = partsOf(day)[0] - partsOf(birthDate)[0];
  while (years > 0 && addMonths(birthDate, years * 12) > day) years -= 1;
  return years;
}

function utcMidnight(day: LocalDate): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function partsOf(day: LocalDate): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}
