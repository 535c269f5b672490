import { instantAt, isLocalDate, localDateOf, toInstant, toLocalDate, type Instant, type LocalDate } from '../../domain/time.js';

/** `yyyyMMdd`, as the province writes a birth date. */
export const compactDate = (day: LocalDate): string => day.replaceAll('-', '');

/** Null when it is no date in this form: the answer is then not believed. */
export function readCompactDate(text: string): LocalDate | null {
  const [, ...parts] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const day = parts.join('-');
  return isLocalDate(day) ? toLocalDate(day) : null;
}

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, to the second. */
export function shanghaiTime(at: Instant): string {
  const day = localDateOf(at);
  const seconds = Math.floor((at - instantAt(day, '00:00')) / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return `${day} ${hours}:${minutes}:${rest}`;
}

export function readShanghaiTime(text: string): Instant | null {
  const [, day = '', time = '', seconds = ''] = /^(\d{4}-\d{2}-\d{2}) ((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d)$/.exec(text) ?? [];
  return isLocalDate(day) ? toInstant(instantAt(toLocalDate(day), time) + Number(seconds) * 1000) : null;
}
