import type { Response } from 'express';
import type { JSONWebKeySet } from 'jose';
import type { PrincipalKind, Scope } from '../../contracts/scopes.js';
import type { AreaCode, ResidentId, SiteId } from '../../domain/ids.js';
import type { DeskDevice } from '../../domain/access/desk.js';
import { may, needsFullSignIn } from '../../domain/access/permissions.js';
import type { Actor } from '../../domain/journey/events.js';
import type { Person } from '../../db/person-store.js';
import { HttpProblem } from '../http-problem.js';

/** A machine client as registered now; what a token says about it is at most as much. */
export type ApiClient = { clientId: string; kind: PrincipalKind; siteIds: SiteId[]; areaCode: AreaCode | null; scopes: Scope[]; jwks: JSONWebKeySet };

/** An active client by id, null when it is unknown, revoked or past its last day. */
export type FindClient = (clientId: string) => Promise<ApiClient | null>;

/** Somebody who is signed in, when that ends at the latest, and at which shared desk if they came by PIN. */
export type SignedInPerson = Person & { endsAt: number; device: DeskDevice | null };

/**
 * Who calls: an operator oversees `areaCode`; `scopes` are those of the token that the client still has, `residentId` is set when a channel
 * carries a resident's assertion, `person` when somebody is signed in in a browser.
 */
export type Principal = {
  clientId: string;
  kind: PrincipalKind;
  siteIds: SiteId[];
  areaCode: AreaCode | null;
  scopes: Scope[];
  residentId: ResidentId | null;
  person?: SignedInPerson;
  /** A kiosk, at which nobody is signed in. */
  kiosk?: DeskDevice;
};

/** The caller of this request. Throws when the route was mounted without `authenticate`: a fault of ours. */
export function principalOf(res: Response): Principal {
  const { principal } = res.locals as { principal?: Principal };
  if (!principal) throw new Error('this route does not ask who calls');
  return principal;
}

export function setPrincipal(res: Response, principal: Principal): void {
  res.locals['principal'] = principal;
}

/** Throws 403 for a machine client. */
export function requirePerson({ person }: Principal): SignedInPerson {
  if (!person) throw new HttpProblem({ code: 'not-for-this-client' });
  return person;
}

/** By the table of permissions. Throws 403 `not-for-this-role`, and `full-sign-in-required` for what a PIN does not open. */
export function requirePermission(person: SignedInPerson, permission: string): void {
  if (!may(person.roles, permission)) throw new HttpProblem({ code: 'not-for-this-role', params: { permission } });
  if (needsFullSignIn(permission)) requireFullSignIn(person);
}

/** Throws 403 `full-sign-in-required` for somebody who came by PIN. */
export function requireFullSignIn({ device }: SignedInPerson): void {
  if (device) throw new HttpProblem({ code: 'full-sign-in-required' });
}

/** Who stands in the audit for what this caller did, and the shared desk at which it was. */
export function auditActorOf({ clientId, person, kiosk }: Principal): Actor {
  if (kiosk) return { kind: 'device', deviceId: kiosk.deviceId };
  return person ? actorOfPerson(person) : { kind: 'client', clientId };
}

export function actorOfPerson({ personId, device }: SignedInPerson): Actor {
  return { kind: 'person', personId, ...(device && { deviceId: device.deviceId }) };
}

/** Of a machine client: one of `scopes` is enough. Throws 403 `scope-missing`. */
export function requireScope(principal: Principal, scopes: readonly Scope[]): void {
  if (scopes.some((scope) => principal.scopes.includes(scope))) return;
  throw scopeMissing(scopes);
}

export function scopeMissing(scopes: readonly Scope[]): HttpProblem {
  const scope = scopes.join(' ');
  return new HttpProblem({ code: 'scope-missing', params: { scope }, headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` } });
}

/** Throws 403 `not-for-this-client`. */
export function requireKind(principal: Principal, kinds: readonly PrincipalKind[]): void {
  if (!kinds.includes(principal.kind)) throw new HttpProblem({ code: 'not-for-this-client' });
}

/** A channel may act at any site, site clients and people at their own only. Throws 404, the same as for a site that does not exist. */
export function requireSite(principal: Principal, siteId: SiteId): void {
  if ((principal.kind === 'site-client' || principal.kind === 'person') && !principal.siteIds.includes(siteId)) throw new HttpProblem({ code: 'not-found' });
}

/** The resident that a channel acts for. Throws 401 `assertion-required` without one; a person other than the asserted one is `not-found` to it. */
export function requireResident(principal: Principal, residentId?: ResidentId): ResidentId {
  if (principal.residentId === null) throw new HttpProblem({ code: 'assertion-required' });
  if (residentId !== undefined && residentId !== principal.residentId) throw new HttpProblem({ code: 'not-found' });
  return principal.residentId;
}
