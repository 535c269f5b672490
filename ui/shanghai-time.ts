import { localDateOf, toInstant, type LocalDate } from '../domain/time.js';

const FORMAT = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** `2026-11-24 09:05:00` in Asia/Shanghai, where every site is, whatever the zone of the browser. What is no time is shown as it is. */
export function shanghaiTime(at: string | number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : FORMAT.format(date);
}

/** `09:05` in Asia/Shanghai. */
export function clockTime(at: string | number): string {
  return shanghaiTime(at).slice(11, 16);
}

export function today(): LocalDate {
  return localDateOf(toInstant(Date.now()));
}
