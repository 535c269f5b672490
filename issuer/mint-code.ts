import { randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import { HEALTH_CODE_TYP, secondsToInstant, type HealthCodeClaims, type HealthCodeKind } from '../domain/health-code/claims.js';
import type { HealthCodeId } from '../domain/ids.js';
import type { Instant } from '../domain/time.js';
import { signingKeyOf } from './key-life.js';
import type { IssuerKey } from './key.js';

/** `version` is that of the health code's row; `validMs` comes from the policy in force and is cut to whole seconds, at least one. */
export type MintRequest = { kind: HealthCodeKind; healthCodeId: HealthCodeId; version: number; now: Instant; validMs: number };
export type MintedCode = { text: string; jti: string; expiresAt: Instant };

/** No key signs this kind of code at this time: a fault of the installation, not of the caller. */
export class NoSigningKeyError extends Error {
  override name = 'NoSigningKeyError';
}

/** A compact ES256 JWS with an opaque subject, 385 characters: one QR symbol of version 15 at level M, which takes 412. */
export async function mintCode(keys: readonly IssuerKey[], { kind, healthCodeId, version, now, validMs }: MintRequest): Promise<MintedCode> {
  const key = signingKeyOf(keys, kind, now);
  if (!key?.signingKey) throw new NoSigningKeyError(`no key signs ${kind} codes`);
  const iat = Math.floor(now / 1000);
  const claims: HealthCodeClaims = { sub: healthCodeId, jti: randomUUID(), iat, exp: iat + Math.max(1, Math.floor(validMs / 1000)), ver: version };
  const text = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', typ: HEALTH_CODE_TYP[kind], kid: key.kid })
    .sign(key.signingKey);
  return { text, jti: claims.jti, expiresAt: secondsToInstant(claims.exp) };
}
