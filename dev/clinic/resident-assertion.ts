import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';

export type ResidentAssertionInput = { clientId: string; privateJwk: JWK; residentId: string; audience: string };

/** What a channel signs after its resident has logged in there: for whom it acts, for this API, for five minutes at most. */
export async function signResidentAssertion({ clientId, privateJwk, residentId, audience }: ResidentAssertionInput): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', typ: 'mc-resident+jwt', ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) })
    .setIssuer(clientId)
    .setSubject(residentId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2 minutes')
    .sign(await importJWK(privateJwk, 'ES256'));
}
