import type { Request, RequestHandler } from 'express';
import type { ResidentId } from '../../domain/ids.js';
import { HttpProblem } from '../http-problem.js';
import type { FindSignedIn } from './browser-session.js';
import { setPrincipal, type ApiClient, type FindClient } from './principal.js';
import { checkResidentAssertion, RESIDENT_ASSERTION_HEADER } from './resident-assertion.js';
import { LoginUnavailableError, type TokenCheck } from './verify-access-token.js';

export type AuthenticateDeps = {
  verifyToken: (token: string) => Promise<TokenCheck>;
  /** The client as registered now, so that what was taken from it counts at once. */
  findClient: FindClient;
  audience: string;
  /** Who is signed in in a browser; absent where nobody signs in. */
  findSignedIn?: FindSignedIn | undefined;
};

/**
 * Says who calls: token, then the client as registered now, then the resident a channel acts for. A bearer that is not good ends the
 * request with 401; nothing else is tried in its place. Without one, whoever is signed in by the cookie of a browser.
 */
export function authenticate({ verifyToken, findClient, audience, findSignedIn }: AuthenticateDeps): RequestHandler {
  return async (req, res, next) => {
    const person = req.get('Authorization') === undefined ? await findSignedIn?.(req) : null;
    if (person) {
      setPrincipal(res, person);
      return next();
    }
    const token = await verifiedToken(req, verifyToken);
    const client = await findClient(token.clientId);
    if (!client) throw notAuthenticated('invalid_token');
    const scopes = client.scopes.filter((scope) => token.scopes.includes(scope));
    setPrincipal(res, { clientId: client.clientId, kind: client.kind, siteIds: client.siteIds, areaCode: client.areaCode, scopes, residentId: await assertedResident(req, client, audience) });
    next();
  };
}

async function verifiedToken(req: Request, verifyToken: AuthenticateDeps['verifyToken']): Promise<{ clientId: string; scopes: string[] }> {
  const header = req.get('Authorization');
  if (header === undefined) throw notAuthenticated();
  const [, bearer] = /^Bearer ([\w~+/.-]+=*)$/i.exec(header) ?? [];
  if (bearer === undefined) throw notAuthenticated('invalid_token');
  const check = await verifyToken(bearer).catch((error: unknown) => {
    throw error instanceof LoginUnavailableError ? new HttpProblem({ code: 'unavailable', headers: { 'Retry-After': '5' } }) : error;
  });
  if (!check.ok) throw notAuthenticated('invalid_token');
  return check.token;
}

/** Only a channel speaks for residents: from anyone else an assertion is a confusion that must not pass unnoticed. */
async function assertedResident(req: Request, client: ApiClient, audience: string): Promise<ResidentId | null> {
  const text = req.get(RESIDENT_ASSERTION_HEADER);
  if (text === undefined) return null;
  const residentId = client.kind === 'channel' ? await checkResidentAssertion(client, text, audience) : null;
  if (residentId === null) throw new HttpProblem({ code: 'assertion-invalid' });
  return residentId;
}

/** RFC 6750: no error code when no token was sent. */
function notAuthenticated(error?: 'invalid_token'): HttpProblem {
  return new HttpProblem({ code: 'not-authenticated', headers: { 'WWW-Authenticate': error ? `Bearer error="${error}"` : 'Bearer' } });
}
