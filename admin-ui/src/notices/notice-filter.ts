import { isWholeDay } from '../journeys/journey-filter.js';

/** The filters of the list, each alone or with the others. */
export type NoticeFilter = { siteId?: string; state?: string; channel?: string; kind?: string; day?: string };

/** What is being typed is no day yet, and what is empty narrows nothing. */
export function toQuery({ day, ...words }: NoticeFilter): Record<string, string> {
  const given = Object.entries({ ...words, ...(day !== undefined && isWholeDay(day) ? { day } : {}) });
  return Object.fromEntries(given.flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])));
}
