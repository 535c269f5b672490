import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/** Where tokens come from and for whom. `jwksUrl` is configured: an address inside a token is never followed. */
export type TokenRules = { issuerUrl: string; audience: string; jwksUrl: string };

/** `endsAtMs`: its `exp`, in ms since 1970. */
export type VerifiedToken = { clientId: string; scopes: string[]; endsAtMs: number };
export type TokenCheck = { ok: true; token: VerifiedToken } | { ok: false; reason: 'invalid' | 'expired' };

/** The keys of the login provider could not be had: nobody can be let in, and nobody's token is at fault. */
export class LoginUnavailableError extends Error {
  override readonly name = 'LoginUnavailableError';
}

const MAX_CHARACTERS = 4096;
const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_AGE_SECONDS = 600; // tokens live 5 minutes; also refuses an `iat` ahead of time
const FETCH_TIMEOUT_MS = 3000;

/** RFC 9068: an access token by its `typ`, by ES256, of our issuer, for our API. Anything else that a client may hold, an ID token too, is invalid. */
export function createAccessTokenVerifier({ issuerUrl, audience, jwksUrl }: TokenRules): (token: string) => Promise<TokenCheck> {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: FETCH_TIMEOUT_MS });
  const rules = {
    issuer: issuerUrl, audience, typ: 'at+jwt', algorithms: ['ES256'], clockTolerance: CLOCK_TOLERANCE_SECONDS, maxTokenAge: MAX_AGE_SECONDS,
    requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti', 'client_id'],
  };
  return async (text) => {
    if (text.length > MAX_CHARACTERS) return { ok: false, reason: 'invalid' };
    try {
      const { payload } = await jwtVerify(text, keys, rules);
      const { client_id: clientId, scope = '', exp = 0 } = payload;
      if (typeof clientId !== 'string' || typeof scope !== 'string') return { ok: false, reason: 'invalid' };
      return { ok: true, token: { clientId, scopes: scope.split(' ').filter(Boolean), endsAtMs: exp * 1000 } };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  };
}

const INVALID = [
  errors.JWTClaimValidationFailed, errors.JWTInvalid, errors.JWSInvalid, errors.JWSSignatureVerificationFailed, errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported, errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys,
];

function reasonOf(error: unknown): 'invalid' | 'expired' {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (INVALID.some((kind) => error instanceof kind)) return 'invalid';
  throw new LoginUnavailableError('the keys of the login provider cannot be had', { cause: error });
}
