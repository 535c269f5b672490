import { importJWK } from 'jose';
import * as oidc from 'openid-client';
import type { PrivateKeySet } from '../../config/key-files.js';
import { HttpProblem } from '../http-problem.js';
import { isLoopbackHttp } from './cookies.js';
import type { SignInState } from './sign-in-state.js';

/** How this API is known to the login provider; `fetchUrl`: where it reaches the issuer, if not where browsers do. */
export type LoginProviderSettings = {
  issuerUrl: string;
  fetchUrl: string | null;
  clientId: string;
  credential: { keys: PrivateKeySet } | { secret: string };
  /** The `acr` that says that a second factor was used. */
  secondFactorAcr: string;
};

/** `subject`: who it is at the provider. */
export type SignedInThere = { issuer: string; subject: string; acr: string | null };

export type LoginProvider = ReturnType<typeof createLoginProvider>;

const DISCOVERY_FOR_MS = 3_600_000;
const TIMEOUT_SECONDS = 5;

/** Any OpenID provider, found by its issuer. Throws 503 while it cannot be asked and 400 for an answer that is not the one to our question. */
export function createLoginProvider(settings: LoginProviderSettings, now: () => number = Date.now) {
  const { issuerUrl, secondFactorAcr } = settings;
  let known: { configuration: Promise<oidc.Configuration>; until: number } | null = null;
  const configuration = (): Promise<oidc.Configuration> => {
    if (!known || now() >= known.until) {
      const asked = discover(settings);
      known = { configuration: asked, until: now() + DISCOVERY_FOR_MS };
      asked.catch(() => (known = null)); // asked again by the next
    }
    return known.configuration.catch((cause: unknown) => Promise.reject(unavailable(cause)));
  };
  return {
    /** Whether it can ask for a second factor at all, by what it says of itself. */
    async offersSecondFactor(): Promise<boolean> {
      return (await configuration()).serverMetadata().acr_values_supported?.includes(secondFactorAcr) ?? false;
    },
    isSecondFactor: (acr: string | null): boolean => acr === secondFactorAcr,

    /** Where the browser goes to sign in. The password is asked for each time: a session of ours that ended is not to come back by itself. */
    async authorizationUrl({ state, nonce, verifier, stepUp }: SignInState, redirectUri: string): Promise<string> {
      const found = await configuration();
      const essential = { id_token: { acr: { essential: true, values: [secondFactorAcr] } } };
      const parameters = {
        redirect_uri: redirectUri, scope: 'openid', state, nonce, prompt: 'login', code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
        ...(stepUp && { acr_values: secondFactorAcr, ...(found.serverMetadata().claims_parameter_supported && { claims: JSON.stringify(essential) }) }),
      };
      return oidc.buildAuthorizationUrl(found, parameters).href;
    },

    /** Who came back to `address`, by the code in it. Issuer, state, nonce, PKCE and the signature of the ID token all have to fit. */
    async redeem(address: URL, { state, nonce, verifier }: SignInState): Promise<SignedInThere> {
      const found = await configuration();
      const tokens = await oidc.authorizationCodeGrant(found, address, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }).catch(failed);
      const claims = tokens.claims();
      if (!claims) throw new HttpProblem({ code: 'sign-in-failed' });
      return { issuer: issuerUrl, subject: claims.sub, acr: typeof claims['acr'] === 'string' ? claims['acr'] : null };
    },

    /** Where the browser goes to end its session there too; null where the provider has no such place. */
    async endSessionUrl(returnTo: string): Promise<string | null> {
      const found = await configuration();
      if (found.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: returnTo }).href; // by the client's id, so that no token passes through the browser
    },
  };
}

async function discover({ issuerUrl, fetchUrl, clientId, credential }: LoginProviderSettings): Promise<oidc.Configuration> {
  // The standard lets a client trust the connection; the signature is looked at all the same.
  const execute = [oidc.enableNonRepudiationChecks, ...(isLoopbackHttp(issuerUrl) ? [oidc.allowInsecureRequests] : [])];
  const options = { execute, timeout: TIMEOUT_SECONDS, ...(fetchUrl !== null && { [oidc.customFetch]: fetchAt(issuerUrl, fetchUrl) }) };
  return oidc.discovery(new URL(issuerUrl), clientId, undefined, await authenticationBy(credential), options);
}

async function authenticationBy(credential: LoginProviderSettings['credential']): Promise<oidc.ClientAuth> {
  if ('secret' in credential) return oidc.ClientSecretBasic(credential.secret);
  const [jwk] = credential.keys.keys;
  if (!jwk) throw new TypeError('a key set without a key');
  const key = await importJWK({ ...jwk }, 'ES256');
  if (key instanceof Uint8Array) throw new TypeError('an asymmetric key is needed');
  return oidc.PrivateKeyJwt({ key, kid: jwk.kid });
}

/** Its addresses as browsers know them, asked at another one. Nothing but what lies below the issuer is ever asked there. */
function fetchAt(issuerUrl: string, fetchUrl: string): oidc.CustomFetch {
  const below = (base: string) => (base.endsWith('/') ? base : `${base}/`);
  return (url, { body, ...options }) => fetch(url.startsWith(below(issuerUrl)) ? below(fetchUrl) + url.slice(below(issuerUrl).length) : url, { ...options, ...(body != null && { body }) } as RequestInit);
}

/** Only what did not come to an answer is the provider's trouble; everything else is a sign-in that is not good. */
function failed(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && code === null)) throw unavailable(error);
  throw new HttpProblem({ code: 'sign-in-failed' });
}

function unavailable(cause: unknown): HttpProblem {
  return Object.assign(new HttpProblem({ code: 'unavailable', headers: { 'Retry-After': '5' } }), { cause });
}
