import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { HEALTH_CODE_KINDS } from '../domain/health-code/claims.js';
import { toInstant } from '../domain/time.js';

const Moment = z.number().int().nonnegative().transform(toInstant);

/**
 * One key as it stands in the private JWKS file, with its life beside it. Instants in ms: it is published, signs from, signs until, is no
 * longer accepted from `retiresAt` on, or at once from `revokedAt`. After retirement `d` is removed from the file and the key destroyed.
 */
export const KeyRecord = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string().optional(),
  kid: z.string().min(1),
  use: z.literal('sig'),
  alg: z.literal('ES256'),
  purpose: z.enum(HEALTH_CODE_KINDS),
  publishedAt: Moment,
  signsFrom: Moment,
  signsUntil: Moment.nullable(),
  retiresAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** A record with its keys ready for use; `signingKey` is null once the private half is destroyed. */
export type IssuerKey = KeyRecord & { verifyingKey: CryptoKey; signingKey: CryptoKey | null };

/** A fresh P-256 key for one kind of code, signing from `signsFrom`; its `kid` is the SHA-256 thumbprint of the public key (RFC 7638). */
export async function generateKeyRecord(purpose: KeyRecord['purpose'], publishedAt: KeyRecord['publishedAt'], signsFrom = publishedAt): Promise<KeyRecord> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return KeyRecord.parse({ ...jwk, kid, use: 'sig', alg: 'ES256', purpose, publishedAt, signsFrom, signsUntil: null, retiresAt: null, revokedAt: null });
}

/** Throws when the numbers of the record are no key on P-256. */
export async function toIssuerKey(record: KeyRecord): Promise<IssuerKey> {
  const verifyingKey = await importKey(publicJwk(record));
  const signingKey = record.d === undefined ? null : await importKey({ ...publicJwk(record), d: record.d });
  return { ...record, verifyingKey, signingKey };
}

/** What may be published: named members only, so that nothing private slips through when a record gains a member. */
export function publicJwk({ kty, crv, x, y, kid, use, alg }: KeyRecord): JWK {
  return { kty, crv, x, y, kid, use, alg };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'ES256');
  if (key instanceof Uint8Array) throw new TypeError('not an asymmetric key');
  return key;
}
