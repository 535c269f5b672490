import { compactVerify, errors } from 'jose';
import { HEALTH_CODE_KINDS, kindOfTyp, readClaims, secondsToInstant, type CheckedCode, type HealthCodeClaims, type HealthCodeKind } from '../domain/health-code/claims.js';
import type { CodeRefusal, ForgeryReason } from '../domain/health-code/code-refusal.js';
import { toInstant, type Instant } from '../domain/time.js';
import { isRevokedAt, keyStateAt, type KeyState } from './key-life.js';
import type { IssuerKey } from './key.js';

export type CheckOptions = {
  /** How far apart our own machines' clocks may be. */
  clockSkewMs: number;
  /** Kinds taken here; both unless told. */
  accept?: readonly HealthCodeKind[];
};

export type CodeCheck = { ok: true; code: CheckedCode } | { ok: false; refusal: CodeRefusal };

/** `keyRevoked`: the signature is right, by a key that has been revoked; the device could not know. */
export type OfflineCheck = { ok: true; code: CheckedCode; keyRevoked: boolean } | { ok: false; refusal: CodeRefusal };

const MAX_BYTES = 1024;
const HEADER_MEMBERS = new Set(['alg', 'typ', 'kid']); // no jku, jwk, x5u, x5c, crit, b64, zip: a code never brings or names its own key
const KEY_REFUSALS: Partial<Record<KeyState, ForgeryReason>> = { unpublished: 'unknown-key', retired: 'retired-key', revoked: 'revoked-key' };

/**
 * Checks a shown text: size, shape, algorithm, type, key, signature, and only then what it claims. Bad input is a refusal, never an error.
 * Status, version and single use of the code are the store's to decide.
 */
export async function checkCode(keys: readonly IssuerKey[], text: string, now: Instant, { clockSkewMs, accept = HEALTH_CODE_KINDS }: CheckOptions): Promise<CodeCheck> {
  const signed = await readSigned(keys, text, { accept, stateOf: (key) => keyStateAt(key, now) });
  return 'reason' in signed ? { ok: false, refusal: signed } : checkTimes(signed.kind, signed.claims, now, clockSkewMs);
}

/**
 * The same of a text that a device accepted at `checkedAt` without us: keys and times as they were then, so that an honest device is believed
 * what it could see, and the revocation as it is `now`. The device's clock makes nothing valid: whoever asks has to treat this as provisional.
 */
export async function checkOfflineCode(keys: readonly IssuerKey[], text: string, { checkedAt, now }: { checkedAt: Instant; now: Instant }, { clockSkewMs }: CheckOptions): Promise<OfflineCheck> {
  const signed = await readSigned(keys, text, { accept: HEALTH_CODE_KINDS, stateOf: (key) => keyStateAt({ ...key, revokedAt: null }, checkedAt) });
  if ('reason' in signed) return { ok: false, refusal: signed };
  const check = checkTimes(signed.kind, signed.claims, checkedAt, clockSkewMs);
  return check.ok ? { ...check, keyRevoked: isRevokedAt(signed.key, now) } : check;
}

type Signed = { kind: HealthCodeKind; claims: HealthCodeClaims; key: IssuerKey };

async function readSigned(
  keys: readonly IssuerKey[],
  text: string,
  { accept, stateOf }: { accept: readonly HealthCodeKind[]; stateOf: (key: IssuerKey) => KeyState },
): Promise<Signed | { reason: ForgeryReason }> {
  if (text.length > MAX_BYTES) return forged('too-long');
  const parts = parseParts(text);
  if (!parts) return forged('malformed');
  if (parts.header['alg'] !== 'ES256') return forged('wrong-algorithm');
  if (!Object.keys(parts.header).every((member) => HEADER_MEMBERS.has(member))) return forged('malformed');
  const kind = kindOfTyp(parts.header['typ']);
  if (kind === null || !accept.includes(kind)) return forged('wrong-type');
  const key = keys.find(({ kid }) => kid === parts.header['kid']);
  if (!key) return forged('unknown-key');
  if (key.purpose !== kind) return forged('wrong-type');
  const keyRefusal = KEY_REFUSALS[stateOf(key)];
  if (keyRefusal) return forged(keyRefusal);
  if (!(await isSignedBy(key, text))) return forged('wrong-signature');
  const claims = readClaims(parts.payload);
  return claims ? { kind, claims, key } : forged('wrong-claims');
}

function checkTimes(kind: HealthCodeKind, claims: HealthCodeClaims, now: Instant, clockSkewMs: number): CodeCheck {
  const expiresAt = toInstant(secondsToInstant(claims.exp) + clockSkewMs);
  if (now >= expiresAt) return { ok: false, refusal: { reason: 'expired', expiredAt: secondsToInstant(claims.exp) } };
  if (secondsToInstant(claims.iat) > now + clockSkewMs) return { ok: false, refusal: forged('not-yet-valid') };
  return { ok: true, code: { kind, healthCodeId: claims.sub, codeVersion: claims.ver, jti: kind === 'dynamic' ? claims.jti : null, expiresAt } };
}

async function isSignedBy(key: IssuerKey, text: string): Promise<boolean> {
  try {
    await compactVerify(text, key.verifyingKey, { algorithms: ['ES256'] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

type Parts = { header: Record<string, unknown>; payload: unknown };

/** Three canonical base64url parts, the first two JSON. A spelling with stray low bits decodes to the same bytes and is refused, so that one code has one text. */
function parseParts(text: string): Parts | null {
  const decoded = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  const [header, payload, signature] = decoded;
  if (!header || !payload || !signature || decoded.length !== 3) return null;
  if (decoded.map((part) => part.toString('base64url')).join('.') !== text) return null;
  const parsed = { header: parseJson(header), payload: parseJson(payload) };
  return isRecord(parsed.header) ? { header: parsed.header, payload: parsed.payload } : null;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function forged(reason: ForgeryReason): { reason: ForgeryReason } {
  return { reason };
}
