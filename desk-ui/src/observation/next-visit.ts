import type { NextDose } from '../../../contracts/next-visits.js';
import type { Session } from '../../../contracts/sessions.js';

/** What may be chosen: something of the site may be planned for it. */
export const isBookable = ({ plans }: NextDose): boolean => plans.length > 0;
export const keyOf = ({ series, vaccine, doseNumber }: NextDose): string => `${series}/${vaccine}/${doseNumber}`;

/** Of a dose what a session offers, by the vaccine of each product; undefined: not at that session, or not yet on that day. */
export function planIn({ plans, bookFrom }: NextDose, session: Session, vaccineOf: (productId: string) => string | undefined): NextDose['plans'][number] | undefined {
  return session.day < bookFrom ? undefined : plans.find(({ productId }) => session.vaccines.includes(vaccineOf(productId) ?? ''));
}

/** Sessions in which all that was chosen can be given, the soonest first: one visit for all of it. */
export function sessionsFor(chosen: readonly NextDose[], vaccineOf: (productId: string) => string | undefined): Session[] {
  const byId = new Map(chosen.flatMap(({ sessions }) => sessions).map((session) => [session.id, session]));
  return [...byId.values()].filter((session) => chosen.every((dose) => planIn(dose, session, vaccineOf) !== undefined)).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
