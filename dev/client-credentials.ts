import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { z } from 'zod';

/** A machine client of the API. `issuerUrl`: of any provider that knows it; `privateJwk` with `kid`, and `alg` ES256, ES384 or RS384. */
export type ClientCredentials = { issuerUrl: string; clientId: string; privateJwk: JWK; audience: string; scopes: readonly string[] };

/** The provider gave no token; `code` is its OAuth error. */
export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError';
  readonly code: string;

  constructor(code: string) {
    super(`the login provider gave no token: ${code}`);
    this.code = code;
  }
}

const RENEW_BEFORE_MS = 30_000;
const ASSERTION_SECONDS = 60;
const REQUEST_TIMEOUT_MS = 10_000;
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });
const Discovery = z.object({ token_endpoint: z.url() });
const Refusal = z.object({ error: z.string() });

/** A function that gives a live access token, asking for a new one 30 s before the old ends; callers at the same time share one request. */
export function createTokenSource(credentials: ClientCredentials): () => Promise<string> {
  let held: { token: string; renewAt: number } | null = null;
  let asking: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const { access_token: token, expires_in: seconds } = await requestToken(credentials);
    held = { token, renewAt: Date.now() + seconds * 1000 - RENEW_BEFORE_MS };
    return token;
  };
  return () => {
    if (held && Date.now() < held.renewAt) return Promise.resolve(held.token);
    asking ??= ask().finally(() => (asking = null));
    return asking;
  };
}

/** RFC 7523: the client signs a short assertion instead of sending a secret. */
export async function signClientAssertion({ issuerUrl, clientId, privateJwk }: Pick<ClientCredentials, 'issuerUrl' | 'clientId' | 'privateJwk'>): Promise<string> {
  const alg = privateJwk.alg ?? 'ES256';
  return new SignJWT()
    .setProtectedHeader({ alg, ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuerUrl)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS} s`)
    .sign(await importJWK(privateJwk, alg));
}

async function requestToken(credentials: ClientCredentials): Promise<z.infer<typeof TokenAnswer>> {
  const { token_endpoint: endpoint } = Discovery.parse(await fetchJson(`${credentials.issuerUrl.replace(/\/$/, '')}/.well-known/openid-configuration`));
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signClientAssertion(credentials),
    resource: credentials.audience,
    scope: credentials.scopes.join(' '),
  });
  return TokenAnswer.parse(await fetchJson(endpoint, { method: 'POST', body }));
}

async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS), redirect: 'error' });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new TokenRequestError(Refusal.safeParse(answer).data?.error ?? `status ${response.status}`);
}
