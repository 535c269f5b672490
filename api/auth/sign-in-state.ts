import { createHmac, randomBytes } from 'node:crypto';

/** What a sign-in that has begun in this browser expects of the answer. `stepUp`: it asks for a second factor after a first answer without. */
export type SignInState = { state: string; nonce: string; verifier: string; returnTo: string; stepUp: boolean };

const FORM = /^([\w-]{43})\.([01])\.([\w-]{1,2000})$/;
const MAX_RETURN_LENGTH = 1_000;

/**
 * State, nonce and PKCE verifier all come from one secret that only this browser's cookie holds: an answer that was begun elsewhere, or
 * whose code was stolen, fits nothing here. The server keeps nothing, so nobody can fill it with sign-ins that they never end.
 */
export function beginSignIn(returnTo: string, stepUp: boolean): { cookie: string; begun: SignInState } {
  const secret = randomBytes(32).toString('base64url');
  return { cookie: `${secret}.${stepUp ? '1' : '0'}.${Buffer.from(returnTo).toString('base64url')}`, begun: { ...derive(secret), returnTo, stepUp } };
}

/** Null when it is no cookie of ours. Where it leads back to is checked anew by whoever follows it. */
export function readSignIn(cookie: string | null): SignInState | null {
  const [, secret, stepUp, returnTo] = FORM.exec(cookie ?? '') ?? [];
  if (secret === undefined || returnTo === undefined) return null;
  return { ...derive(secret), returnTo: Buffer.from(returnTo, 'base64url').toString(), stepUp: stepUp === '1' };
}

function derive(secret: string): Pick<SignInState, 'state' | 'nonce' | 'verifier'> {
  const of = (use: string) => createHmac('sha256', secret).update(use).digest('base64url');
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
}

/** A path of this service, as it may be returned to; null for anything else, however it is disguised. */
export function ownPath(text: unknown, publicUrl: string): string | null {
  if (typeof text !== 'string' || text.length > MAX_RETURN_LENGTH || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return null;
  if (!URL.canParse(text, publicUrl)) return null;
  const url = new URL(text, publicUrl);
  // `/..//elsewhere` becomes `//elsewhere`, so what came out is looked at once more.
  if (url.origin !== new URL(publicUrl).origin || /^\/(\/|(auth|v1)(\/|$))/.test(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}
