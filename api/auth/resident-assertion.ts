import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { CLIENT_ALGS } from '../../domain/access/client-keys.js';
import { isId, toId, type ResidentId } from '../../domain/ids.js';
import type { ApiClient } from './principal.js';

/** Carries the word of a channel that this resident is signed in with it: a compact JWS by one of the channel's registered keys. */
export const RESIDENT_ASSERTION_HEADER = 'Resident-Assertion';
export const RESIDENT_ASSERTION_TYP = 'mc-resident+jwt';

const MAX_CHARACTERS = 2048;
const MAX_LIFE_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * The resident that `channel` acts for, or null when the assertion is not good: signed by its own key, made by it for this API, alive at
 * most 5 minutes. It may be used again until it ends, since one screen makes several calls; with another client's token it is worth nothing.
 */
export async function checkResidentAssertion(channel: ApiClient, text: string, audience: string): Promise<ResidentId | null> {
  if (text.length > MAX_CHARACTERS) return null;
  try {
    const { payload } = await jwtVerify(text, createLocalJWKSet(channel.jwks), {
      issuer: channel.clientId, audience, typ: RESIDENT_ASSERTION_TYP, algorithms: [...CLIENT_ALGS],
      clockTolerance: CLOCK_TOLERANCE_SECONDS, maxTokenAge: MAX_LIFE_SECONDS, requiredClaims: ['iss', 'sub', 'aud', 'iat', 'exp', 'jti'],
    });
    const { sub, iat, exp, aud } = payload;
    if (Array.isArray(aud) || sub === undefined || !isId(sub) || iat === undefined || exp === undefined || exp - iat > MAX_LIFE_SECONDS) return null;
    return toId<'resident'>(sub);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
