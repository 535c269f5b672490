import { errors, Provider, type Configuration, type JWKS, type ResourceServer } from 'oidc-provider';
import { SCOPES } from '../contracts/scopes.js';
import { assertAssertionRules, CLOCK_TOLERANCE_SECONDS } from './assertion-rules.js';
import { createPostgresAdapter, type Queryable } from './postgres-adapter.js';

/** `audience`: absolute URI of the API that tokens are for. `cookieKeys`: from the secrets, never written in code. */
export type LoginSettings = { issuerUrl: string; audience: string; jwks: JWKS; cookieKeys: string[] };

export const ACCESS_TOKEN_SECONDS = 300;

/** Paths that are answered; sign-in pages of people come with their own work, and the provider's other routes stay shut until then. */
const OPEN_PATHS = new Set(['/token', '/jwks', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']);

/** The embedded login provider: client credentials with `private_key_jwt`, access tokens `at+jwt` by ES256 for our API alone. */
export function createProvider(settings: LoginSettings, db: Queryable): Provider {
  const provider = new Provider(settings.issuerUrl, configurationOf(settings, db));
  provider.use(async (ctx, next) => {
    if (!OPEN_PATHS.has(ctx.path)) return;
    await next();
    // The provider mirrors any Origin. Machines send none, and pages of others have no business here.
    for (const name of Object.keys(ctx.response.headers)) if (name.startsWith('access-control-')) ctx.remove(name);
  });
  return provider;
}

function configurationOf({ audience, jwks, cookieKeys }: LoginSettings, db: Queryable): Configuration {
  return {
    adapter: createPostgresAdapter(db),
    jwks,
    ttl: { ClientCredentials: ACCESS_TOKEN_SECONDS },
    scopes: [...SCOPES],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256', 'ES384', 'RS384'], idTokenSigningAlgValues: ['ES256'] },
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    clientBasedCORS: () => false,
    cookies: { keys: cookieKeys },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => assertAssertionRules(claims, Math.floor(Date.now() / 1000)),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: { enabled: true, defaultResource: () => audience, getResourceServerInfo: (_ctx, resource) => apiAt(resource, audience) },
    },
  };
}

/** The one API there is; a token is never made for another audience. */
function apiAt(resource: string, audience: string): ResourceServer {
  if (resource !== audience) throw new errors.InvalidTarget();
  return { audience, scope: SCOPES.join(' '), accessTokenTTL: ACCESS_TOKEN_SECONDS, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } };
}
