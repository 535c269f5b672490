import type { AreaCode, ResidentId, SiteId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import type { Scope } from '../db/scope.js';
import { actorOfPerson, requirePerson, requireResident, requireSite, type Principal } from './auth/principal.js';
import { problemOf } from './error-handler.js';

/**
 * What this caller may see: a site client one of its sites, a channel its resident, an operator the area. `siteId` is the site that the
 * request names, if any. Throws 404 for a foreign site, 401 for a channel without an assertion.
 */
export function scopeOf(principal: Principal, siteId?: SiteId): Scope {
  switch (principal.kind) {
    case 'site-client': return { site: siteOf(principal, siteId) };
    case 'channel': return { resident: requireResident(principal) };
    case 'operator': return { area: areaOf(principal) };
    case 'person': return scopeOfPerson(principal, siteId);
  }
}

/** Site staff one of their sites, supervisors their area, everybody else what is public about sites. */
function scopeOfPerson(principal: Principal, siteId?: SiteId): Scope {
  const { reach } = requirePerson(principal);
  switch (reach.kind) {
    case 'sites': return { site: siteOf(principal, siteId) };
    case 'area': return { area: reach.areaCode };
    case 'public': return { open: true };
  }
}

/** Whether this caller sees by site, and has to say which when there are several. */
export function isOfSites({ kind, person }: Principal): boolean {
  return kind === 'site-client' || person?.reach.kind === 'sites';
}

/** The site that a site client acts for: the one it names, or its only one. Throws 404 for another's, 422 when it has to say which. */
export function siteOf(principal: Principal, siteId?: SiteId): SiteId {
  if (siteId !== undefined) {
    requireSite(principal, siteId);
    return siteId;
  }
  const [only, ...others] = principal.siteIds;
  if (only === undefined) throw problemOf('not-found');
  if (others.length > 0) throw problemOf('invalid-request', { fields: [{ field: 'siteId', rule: 'required for a client of several sites' }] });
  return only;
}

/** The area that an operator oversees. Throws 403 for a client without one. */
export function areaOf({ areaCode }: Principal): AreaCode {
  if (areaCode === null) throw problemOf('not-for-this-client');
  return areaCode;
}

/** Runs `find` in the scope of each of the caller's sites until one has it: a site client may have several, an id names no site. Throws 404. */
export async function findInReach<T>(principal: Principal, find: (scope: Scope) => Promise<T | null>): Promise<{ found: T; scope: Scope }> {
  const scopes: Scope[] = isOfSites(principal) ? principal.siteIds.map((site) => ({ site })) : [scopeOf(principal)];
  for (const scope of scopes) {
    const found = await find(scope);
    if (found !== null) return { found, scope };
  }
  throw problemOf('not-found');
}

/** A channel acts as its resident, a person as themselves, everybody else as the client, with the member of staff it names. */
export function actorOf({ clientId, residentId, person, kiosk }: Principal, staffId?: string): Actor {
  if (kiosk) return { kind: 'device', deviceId: kiosk.deviceId };
  if (person) return actorOfPerson(person);
  if (residentId) return { kind: 'resident', residentId, clientId };
  return { kind: 'client', clientId, ...(staffId ? { staffId } : {}) };
}

/** Who did it, where a record names staff: the person who is signed in, or whom the client names. */
export function staffOf({ person }: Principal, staffId: string | undefined): string | undefined {
  return person?.personId ?? staffId;
}

/** A channel may name nobody but its own resident. */
export function checkResident(principal: Principal, residentId: ResidentId): void {
  if (principal.kind === 'channel') requireResident(principal, residentId);
}
