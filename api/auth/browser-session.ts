import { createHash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { DESK_IDLE_SECONDS, IDLE_SECONDS } from '../../domain/access/idle.js';
import { may } from '../../domain/access/permissions.js';
import type { PersonStore, SignedIn } from '../../db/person-store.js';
import { HttpProblem } from '../http-problem.js';
import { readCookie, type CookieNames } from './cookies.js';
import type { Principal } from './principal.js';

/** S13: eight hours old, or idle for a quarter of one: whoever sits there then has to sign in again. */
export const SESSION_SECONDS = 28_800;
/** Half a day at a shared desk. */
export const DESK_SESSION_SECONDS = 14_400;

/** A page of another origin cannot set it without being asked first, and is never let. */
export const OWN_REQUEST_HEADER = 'Miaocheng-Request';
const SAFE_METHODS = ['GET', 'HEAD'];

export type BrowserSessionDeps = { people: Pick<PersonStore, 'use'>; cookies: CookieNames; publicUrl: string; idleSeconds?: number; deskIdleSeconds?: number };

/** Who is signed in by the cookie of a request; null when it carries none. */
export type FindSignedIn = (request: Request) => Promise<Principal | null>;

export function newSessionToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** A token is 256 bits of chance: its plain hash tells nothing about it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Null when a request does not carry it. */
export function hashOfCookie(request: Request, name: string): Buffer | null {
  const token = readCookie(request, name);
  return token === null ? null : hashToken(token);
}

/** Throws 403 for a request that no page of ours sent, 401 for a session that is over. */
export function createFindSignedIn({ people, cookies, publicUrl, idleSeconds = IDLE_SECONDS, deskIdleSeconds = DESK_IDLE_SECONDS }: BrowserSessionDeps): FindSignedIn {
  return async (request) => {
    const token = readCookie(request, cookies.session);
    if (token === null) return null;
    requireOwnRequest(request, publicUrl);
    const signedIn = await people.use({ tokenHash: hashToken(token), deviceHash: hashOfCookie(request, cookies.device), idleSeconds, deskIdleSeconds });
    if (!signedIn) throw new HttpProblem({ code: 'not-authenticated', headers: { 'WWW-Authenticate': 'Bearer' } });
    return principalOfPerson(signedIn);
  };
}

/**
 * The cookie comes with whatever the browser sends, so a request says by other means that a page of ours sent it: by what browsers add and
 * no page can change, and for what may change something also by a header that a form or an image cannot have. Throws 403.
 */
export function requireOwnRequest(request: Request, publicUrl: string): void {
  const site = request.get('Sec-Fetch-Site');
  const origin = request.get('Origin');
  const ownOrigin = new URL(publicUrl).origin;
  const safe = SAFE_METHODS.includes(request.method);
  const fromElsewhere = (site !== undefined && site !== 'same-origin' && !(safe && site === 'none')) || (origin !== undefined && origin !== ownOrigin);
  const unproven = !safe && (request.get(OWN_REQUEST_HEADER) !== '1' || (site === undefined && origin === undefined));
  if (fromElsewhere || unproven) throw new HttpProblem({ code: 'cross-site-request' });
}

function principalOfPerson({ person, endsAt, device }: SignedIn): Principal {
  const { personId, reach, roles } = person;
  return {
    clientId: `person:${personId}`, // owner of idempotency keys, as a client is of its own; no client can be called so
    kind: 'person',
    siteIds: reach.kind === 'sites' ? [...reach.siteIds] : [],
    areaCode: reach.kind === 'area' ? reach.areaCode : null,
    // The one grant that `decide` asks for by name; all else the table of permissions says.
    scopes: may(roles, 'sendJourneyCommand.release.early') ? ['observation:release-early'] : [],
    residentId: null,
    person: { ...person, endsAt, device },
  };
}
