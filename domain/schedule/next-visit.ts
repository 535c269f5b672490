import type { ResidentHistory } from '../journey/facts.js';
import type { Policies } from '../policies.js';
import type { LocalDate } from '../time.js';
import { dueDoses, type DueDose } from './due.js';

/** A dose of a visit to come: `bookFrom` is the first day on which it may be given, `plans` what may be planned for it on that day. */
export type NextDose = DueDose & { bookFrom: LocalDate };

/**
 * Norms 10.1: the next vaccine and its day are agreed before the resident leaves. What is still to come after the doses on record, the soonest
 * first, as it stands on `earliest`: the day after those of today, since what is given on one day keeps no interval. Pure.
 */
export function nextDoses(history: ResidentHistory, policies: Pick<Policies, 'products' | 'schedule'>, earliest: LocalDate): NextDose[] {
  const byDay = new Map<LocalDate, DueDose[]>();
  const dueOn = (day: LocalDate) => byDay.get(day) ?? byDay.set(day, dueDoses(history, policies, day)).get(day) ?? [];
  return dueOn(earliest)
    .flatMap((dose) => {
      if (dose.earliestOn === null) return [];
      const bookFrom = dose.earliestOn > earliest ? dose.earliestOn : earliest;
      const then = dueOn(bookFrom).find(({ series, vaccine }) => series === dose.series && vaccine === dose.vaccine);
      return [{ ...dose, bookFrom, plans: then?.plans ?? [] }];
    })
    .sort((a, b) => (a.bookFrom < b.bookFrom ? -1 : a.bookFrom > b.bookFrom ? 1 : 0));
}
