import type { AreaCode, SiteId } from '../ids.js';

/** What somebody is here for. A person may have several of one span; each opens what the table of permissions says and nothing else. */
export const ROLES = [
  'registrar', 'pre-check-doctor', 'vaccinator', 'cashier', 'observer', 'stock-keeper', 'site-lead',
  'district-supervisor', 'city-supervisor', 'provincial-supervisor', 'security-auditor', 'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Whose work is with a resident who is there; they alone come to a shared desk by PIN. */
export const DESK_ROLES = ['registrar', 'pre-check-doctor', 'vaccinator', 'cashier', 'observer', 'site-lead'] as const satisfies readonly Role[];

/** Over what a role works: sites, an area of its own level, or the installation without any resident's data. */
type Span = 'sites' | 'district' | 'city' | 'province' | 'audit' | 'administration';

const SPAN: Record<Role, Span> = {
  registrar: 'sites',
  'pre-check-doctor': 'sites',
  vaccinator: 'sites',
  cashier: 'sites',
  observer: 'sites',
  'stock-keeper': 'sites',
  'site-lead': 'sites',
  'district-supervisor': 'district',
  'city-supervisor': 'city',
  'provincial-supervisor': 'province',
  'security-auditor': 'audit',
  administrator: 'administration',
};

const AREA_FORM: Partial<Record<Span, RegExp>> = { district: /^\d{4}(?!00)\d{2}$/, city: /^\d{2}(?!00)\d{2}00$/, province: /^\d{2}0000$/ };

/** The rows that somebody may see at all: those of sites, of an area, or only what is public about sites. */
export type Reach = { kind: 'sites'; siteIds: readonly SiteId[] } | { kind: 'area'; areaCode: AreaCode } | { kind: 'public' };

type Posting = { roles: readonly Role[]; areaCode: AreaCode | null; siteIds: readonly SiteId[] };

/** What of a posting does not go with the rest. */
export type PostingFault = { field: 'roles' | 'areaCode' | 'siteIds'; rule: 'at-least-one' | 'not-together' | 'needed-by-role' | 'not-of-role' | 'of-another-level' };

/**
 * Why a posting fits no role, or null: roles of several spans would let one person decide what another has to check (and auditor and
 * administrator are two people, GB/T 22239), and a supervisor's area is of the supervisor's own level.
 */
export function postingFault({ roles, areaCode, siteIds }: Posting): PostingFault | null {
  const [span, ...others] = new Set(roles.map((role) => SPAN[role]));
  if (span === undefined) return { field: 'roles', rule: 'at-least-one' };
  if (others.length > 0) return { field: 'roles', rule: 'not-together' };
  if (span === 'sites' && siteIds.length === 0) return { field: 'siteIds', rule: 'needed-by-role' };
  if (span !== 'sites' && siteIds.length > 0) return { field: 'siteIds', rule: 'not-of-role' };
  const form = AREA_FORM[span];
  if (!form) return areaCode === null ? null : { field: 'areaCode', rule: 'not-of-role' };
  if (areaCode === null) return { field: 'areaCode', rule: 'needed-by-role' };
  return form.test(areaCode) ? null : { field: 'areaCode', rule: 'of-another-level' };
}

/** Where a posting reaches, or null where it fits no role. */
export function reachOf(posting: Posting): Reach | null {
  if (postingFault(posting)) return null;
  const { areaCode, siteIds } = posting;
  if (siteIds.length > 0) return { kind: 'sites', siteIds };
  return areaCode === null ? { kind: 'public' } : { kind: 'area', areaCode };
}

/** Whether somebody comes to shared desks at all. */
export function worksAtDesk(roles: readonly Role[]): boolean {
  return DESK_ROLES.some((role) => roles.includes(role));
}

/** Whose sign-in shall have a second factor wherever the login provider offers one (GB/T 22239, MLPS level 3). */
export function needsSecondFactor(roles: readonly Role[]): boolean {
  return roles.some((role) => SPAN[role] !== 'sites');
}
