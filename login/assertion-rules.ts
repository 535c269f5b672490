import { errors } from 'oidc-provider';

/** Seconds by which clocks of clients and ours may differ. */
export const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_AHEAD_SECONDS = 300; // SMART backend services: exp no more than five minutes in the future
const MAX_JTI_LENGTH = 255;

/** What a client assertion must keep beyond what the provider asks: it checks neither how long one lives nor an `iat` ahead of time. Throws 401. */
export function assertAssertionRules(claims: Record<string, unknown>, nowSeconds: number): void {
  const { exp, iat, jti } = claims;
  if (typeof exp !== 'number' || exp > nowSeconds + MAX_AHEAD_SECONDS + CLOCK_TOLERANCE_SECONDS) throw refused('assertion lives longer than 5 minutes');
  if (iat !== undefined && (typeof iat !== 'number' || iat > nowSeconds + CLOCK_TOLERANCE_SECONDS)) throw refused('assertion is issued in the future');
  if (typeof jti !== 'string' || jti.length > MAX_JTI_LENGTH) throw refused('assertion has no usable jti');
}

function refused(detail: string): Error {
  return new errors.InvalidClientAuth(detail);
}
