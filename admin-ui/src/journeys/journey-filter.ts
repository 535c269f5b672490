import { isLocalDate } from '../../../domain/time.js';

/** The filters of the list, as far as the contract offers their combinations: a day, a day at a site, a stage at a site over all days, or a flag over all days. */
export type JourneyFilter = { siteId?: string; day?: string; stage?: string; flag?: string };

const FIRST_DAY = '2020-01-01'; // while a year is being typed, 0002 is a date too

/** A stage of all sites is not offered, so without a site the list is of a day again. */
export function atSite({ day, stage, flag }: JourneyFilter, siteId: string, today: string): JourneyFilter {
  if (flag) return { ...(siteId ? { siteId } : {}), flag };
  if (!siteId) return { day: day ?? today };
  return stage ? { siteId, stage } : { siteId, day: day ?? today };
}

export function inStage({ siteId, day }: JourneyFilter, stage: string, today: string): JourneyFilter {
  if (siteId && stage) return { siteId, stage };
  return { ...(siteId ? { siteId } : {}), day: day ?? today };
}

export function withFlag({ siteId, day }: JourneyFilter, flag: string, today: string): JourneyFilter {
  return { ...(siteId ? { siteId } : {}), ...(flag ? { flag } : { day: day ?? today }) };
}

export function onDay({ siteId }: JourneyFilter, day: string): JourneyFilter {
  return { ...(siteId ? { siteId } : {}), day };
}

export function isWholeDay(text: string): boolean {
  return isLocalDate(text) && text >= FIRST_DAY;
}

export function toQuery({ siteId, day, stage, flag }: JourneyFilter): Record<string, string> {
  return { ...(siteId ? { siteId } : {}), ...(day ? { day } : {}), ...(stage ? { stage } : {}), ...(flag ? { flag } : {}) };
}
