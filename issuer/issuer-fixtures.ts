import { CompactSign } from 'jose';
import { HEALTH_CODE_TYP, type HealthCodeKind } from '../domain/health-code/claims.js';
import { toId } from '../domain/ids.js';
import { toInstant } from '../domain/time.js';
import { generateKeyRecord, toIssuerKey, type IssuerKey } from './key.js';

export const now = toInstant(Date.UTC(2026, 10, 24, 1));
export const healthCodeId = toId<'health-code'>('0193a1b2-0000-7000-8000-000000000001');
export const VALID_MS = 60_000;

export async function issuerKey(purpose: HealthCodeKind, life: Partial<IssuerKey> = {}): Promise<IssuerKey> {
  return { ...(await toIssuerKey(await generateKeyRecord(purpose, toInstant(0)))), ...life };
}

export const goodClaims = { sub: healthCodeId, jti: '0193a1b2-0000-7000-8000-000000000002', iat: now / 1000, exp: (now + VALID_MS) / 1000, ver: 1 };

type Forging = { key: IssuerKey; header?: Record<string, unknown>; claims?: unknown };

/** A text signed by `key` with whatever header and claims a test wants. */
export async function forge({ key, header = {}, claims = goodClaims }: Forging): Promise<string> {
  if (!key.signingKey) throw new Error('this key signs nothing');
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', typ: HEALTH_CODE_TYP[key.purpose], kid: key.kid, ...header })
    .sign(key.signingKey);
}

/** Header and payload as given, third part as given: for forgeries that no library would sign. */
export function assemble(header: Record<string, unknown>, claims: unknown, signature: Uint8Array): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.${Buffer.from(signature).toString('base64url')}`;
}
