import type { ArchiveOutcome, PersonKind } from './resident.js';

/** Weights, which need not add up to anything; who is not named does not come. Twins come in pairs. */
export type PeopleShares = Partial<Record<PersonKind, number>>;
export type ArchiveShares = Partial<Record<ArchiveOutcome, number>>;

/** Assumptions, high enough that a day of two hundred meets each: nobody has counted them at a door. */
export const ALL_PEOPLE: PeopleShares = {
  local: 74, 'other-province': 10, minority: 3, twin: 2, newborn: 3, passport: 2, 'hk-macau-permit': 2, 'taiwan-permit': 1, 'residence-permit': 1.5, 'foreigner-card': 1.5,
};
export const ALL_ARCHIVES: ArchiveShares = { none: 35, same: 42, incomplete: 6, 'differs-declared': 9, 'differs-identity': 6, several: 2 };

/** People of the province with an ID card, whose archive agrees or does not exist: a day without a difference. */
export const UNREMARKABLE: { people: PeopleShares; archives: ArchiveShares } = { people: { local: 1 }, archives: { none: 40, same: 60 } };

/** Everybody, with archives whose gaps and differences a desk settles by itself: a day without a supervisor. */
export const SETTLED_AT_THE_DESK: { people: PeopleShares; archives: ArchiveShares } = { people: ALL_PEOPLE, archives: { none: 38, same: 44, incomplete: 8, 'differs-declared': 10 } };
