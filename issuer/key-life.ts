import type { HealthCodeKind } from '../domain/health-code/claims.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { KeyRecord } from './key.js';

/** Rotation in order: announced (published, scanners learn it), signing, overlap (no longer signs, still accepted), retired. Revoked cuts across. */
export type KeyState = 'unpublished' | 'announced' | 'signing' | 'overlap' | 'retired' | 'revoked';

/** Derived from the instants alone, so that every process changes over at the same moment without being told. */
export function keyStateAt(key: KeyRecord, now: Instant): KeyState {
  if (isRevokedAt(key, now)) return 'revoked';
  if (key.retiresAt !== null && now >= key.retiresAt) return 'retired';
  if (now < key.publishedAt) return 'unpublished';
  if (now < key.signsFrom) return 'announced';
  return key.signsUntil === null || now < key.signsUntil ? 'signing' : 'overlap';
}

export function isRevokedAt({ revokedAt }: KeyRecord, now: Instant): boolean {
  return revokedAt !== null && now >= revokedAt;
}

/** Keys that a scanner may rely on now and soon: everything published, not yet retired and not revoked. */
export function isPublished(key: KeyRecord, now: Instant): boolean {
  const state = keyStateAt(key, now);
  return state === 'announced' || state === 'signing' || state === 'overlap';
}

/** The newest key that signs this kind of code now. */
export function signingKeyOf<K extends KeyRecord>(keys: readonly K[], purpose: HealthCodeKind, now: Instant): K | null {
  const signing = keys.filter((key) => key.purpose === purpose && keyStateAt(key, now) === 'signing');
  return signing.reduce<K | null>((newest, key) => (newest === null || key.signsFrom > newest.signsFrom ? key : newest), null);
}

/** `announceMs`: how long scanners have to learn the new key. `overlapMs`: at least the longest validity of a code that the old key signed. */
export type Rotation = { announceMs: number; overlapMs: number };

/** Hands over from the signing key to `next`: both are published at once, the switch comes after `announceMs`, retirement after `overlapMs` more. */
export function rotate(keys: readonly KeyRecord[], next: KeyRecord, now: Instant, { announceMs, overlapMs }: Rotation): KeyRecord[] {
  const switchAt = toInstant(now + announceMs);
  const handedOver = keys.map((key) =>
    key.purpose === next.purpose && key.signsUntil === null ? { ...key, signsUntil: switchAt, retiresAt: toInstant(switchAt + overlapMs) } : key,
  );
  return [...handedOver, { ...next, publishedAt: now, signsFrom: switchAt }];
}

/** A compromised key is refused at once, also for codes already shown. */
export function revoke(keys: readonly KeyRecord[], kid: string, now: Instant): KeyRecord[] {
  return keys.map((key) => (key.kid === kid ? { ...key, revokedAt: now } : key));
}

/** Retired and revoked keys lose their private half; the public half stays as long as anyone may ask about an old code. */
export function destroyRetired(keys: readonly KeyRecord[], now: Instant): KeyRecord[] {
  return keys.map((key) => (['retired', 'revoked'].includes(keyStateAt(key, now)) ? { ...key, d: undefined } : key));
}
