/** By which a client signs that it is itself (SMART backend services, and ES256); every key of a client is for exactly one of them. */
export const CLIENT_ALGS = ['ES256', 'ES384', 'RS384'] as const;
export type ClientAlg = (typeof CLIENT_ALGS)[number];

/** A public key as it is kept (RFC 7517): these members and no other. */
export type ClientKey = { kty: string; crv?: string; x?: string; y?: string; n?: string; e?: string; kid?: string; alg: ClientAlg; use: 'sig' };

/** What is wrong with something that was given as a public key. */
export type ClientKeyRule = 'private-key' | 'unsupported-key' | 'wrong-alg' | 'not-for-signing' | 'not-a-key' | 'too-weak';

export type ReadKey = { ok: true; key: ClientKey } | { ok: false; rule: ClientKeyRule };

/** Members of private and secret keys (RFC 7518, 6.2.2, 6.3.2 and 6.4.1). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A coordinate has one length alone (RFC 7518, 6.2.1.2), in characters of base64url. */
const CURVES: Record<string, { alg: ClientAlg; characters: number }> = { 'P-256': { alg: 'ES256', characters: 43 }, 'P-384': { alg: 'ES384', characters: 64 } };

/** Whether somebody is about to hand over what has to stay with them. */
export function isPrivate(jwk: object): boolean {
  return PRIVATE.some((member) => member in jwk);
}

/** The public key in `jwk`, by its form; that it is one by its numbers is for a cryptographic library to say. Private material is refused first. */
export function readClientKey(jwk: Readonly<Record<string, unknown>>): ReadKey {
  if (isPrivate(jwk)) return { ok: false, rule: 'private-key' };
  const { kty, crv, x, y, n, e, kid, alg, use = 'sig', key_ops: operations = ['verify'] } = jwk;
  if (use !== 'sig' || !Array.isArray(operations) || operations.some((operation) => operation !== 'verify')) return { ok: false, rule: 'not-for-signing' };
  if (kid !== undefined && !(typeof kid === 'string' && /^[\w.:-]{1,100}$/.test(kid))) return { ok: false, rule: 'not-a-key' };
  const curve = kty === 'EC' && typeof crv === 'string' ? CURVES[crv] : undefined;
  const byAlg = curve?.alg ?? (kty === 'RSA' ? 'RS384' : undefined);
  if (!byAlg) return { ok: false, rule: 'unsupported-key' };
  if (alg !== undefined && alg !== byAlg) return { ok: false, rule: 'wrong-alg' };
  const common = { ...(kid !== undefined && { kid }), alg: byAlg, use: 'sig' as const };
  if (curve) return isBase64url(x, curve.characters) && isBase64url(y, curve.characters) ? { ok: true, key: { kty: 'EC', crv: String(crv), x, y, ...common } } : { ok: false, rule: 'not-a-key' };
  return isBase64url(n) && isBase64url(e) ? { ok: true, key: { kty: 'RSA', n, e, ...common } } : { ok: false, rule: 'not-a-key' };
}

/** At most 1366 characters: a modulus of 8192 bits. */
function isBase64url(text: unknown, characters?: number): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{1,1366}$/.test(text) && (characters === undefined || text.length === characters);
}
