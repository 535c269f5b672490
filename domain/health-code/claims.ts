import { isId, toId, type HealthCodeId } from '../ids.js';
import { toInstant, type Instant } from '../time.js';

/** 动态码 lives for about a minute and is used once; 静态码 is printed or kept, lives long and may be shown again. */
export const HEALTH_CODE_KINDS = ['dynamic', 'static'] as const;
export type HealthCodeKind = (typeof HEALTH_CODE_KINDS)[number];

/** healthCardAttr 1 临时, 2 正式: a temporary code is issued before the identity behind it is verified. */
export const CODE_ATTRIBUTES = ['temporary', 'formal'] as const;
export type CodeAttribute = (typeof CODE_ATTRIBUTES)[number];

/** JWS `typ` of each kind: checked before any claim, so that a token made for one purpose never serves another. */
export const HEALTH_CODE_TYP = { dynamic: 'mc-hc-dyn+jwt', static: 'mc-hc-sta+jwt' } as const satisfies Record<HealthCodeKind, string>;

/**
 * What a code text says, all of it opaque: no name, no number, no phone. `iat` and `exp` are whole seconds since 1970 as in every JWT;
 * `ver` is the version of the health code's row, so that raising it ends all texts minted before.
 */
export type HealthCodeClaims = { sub: HealthCodeId; jti: string; iat: number; exp: number; ver: number };

/** A code whose signature, type and time have been checked; still open are status, version and single use, which the door decides. */
export type CheckedCode = {
  kind: HealthCodeKind;
  healthCodeId: HealthCodeId;
  codeVersion: number;
  /** Null for a static code, which may be shown again. */
  jti: string | null;
  /** The first instant at which this text is refused; the clock skew granted is within it. */
  expiresAt: Instant;
};

export function kindOfTyp(typ: unknown): HealthCodeKind | null {
  return HEALTH_CODE_KINDS.find((kind) => HEALTH_CODE_TYP[kind] === typ) ?? null;
}

const MEMBERS = ['sub', 'jti', 'iat', 'exp', 'ver'];

/** The claims of a parsed payload, or null when it is not exactly these five in their right form. */
export function readClaims(payload: unknown): HealthCodeClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const claims = payload as Record<string, unknown>;
  if (Object.keys(claims).length !== MEMBERS.length || !MEMBERS.every((name) => Object.hasOwn(claims, name))) return null;
  const { sub, jti, iat, exp, ver } = claims;
  if (typeof sub !== 'string' || !isId(sub) || typeof jti !== 'string' || !isId(jti)) return null;
  if (!isSecond(iat) || !isSecond(exp) || exp <= iat || !isCount(ver)) return null;
  return { sub: toId<'health-code'>(sub), jti, iat, exp, ver };
}

export function secondsToInstant(seconds: number): Instant {
  return toInstant(seconds * 1000);
}

function isSecond(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && Number.isSafeInteger(value * 1000);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
