import { errors, Provider, type Configuration, type JWKS, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { SCOPES } from '../contracts/scopes.js';
import { CLIENT_ALGS } from '../domain/access/client-keys.js';
import { hasAccount } from './accounts.js';
import { assertAssertionRules, CLOCK_TOLERANCE_SECONDS } from './assertion-rules.js';
import { sayPage, signOutPage, type Page } from './pages.js';
import { createPostgresAdapter, type Queryable } from './postgres-adapter.js';

/** `audience`: absolute URI of the API that tokens are for. `cookieKeys`: from the secrets, never written in code. */
export type LoginSettings = { issuerUrl: string; audience: string; jwks: JWKS; cookieKeys: string[] };

export const ACCESS_TOKEN_SECONDS = 300;

/** Signing in takes minutes, and nothing is remembered beyond it: whoever sits down next has to say anew who they are. */
const SIGN_IN_SECONDS = 600;
const CODE_SECONDS = 60;

/** Paths that are answered, beside the sign-in page; the provider's other routes stay shut. */
const OPEN_PATHS = [
  /^\/token$/, /^\/jwks$/, /^\/\.well-known\/(openid-configuration|oauth-authorization-server)$/, /^\/auth(\/[\w-]+)?$/, /^\/session\/end(\/(confirm|success))?$/,
];

/**
 * The embedded login provider. For machines: client credentials with `private_key_jwt`, access tokens `at+jwt` by ES256 for our API alone.
 * For people: the authorization code grant with PKCE, which says who they are and gives no token for the API.
 */
export function createProvider(settings: LoginSettings, db: Queryable): Provider {
  const provider = new Provider(settings.issuerUrl, configurationOf(settings, db));
  provider.use(async (ctx, next) => {
    if (!OPEN_PATHS.some((path) => path.test(ctx.path))) return;
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
    ttl: { ClientCredentials: ACCESS_TOKEN_SECONDS, AccessToken: CODE_SECONDS, AuthorizationCode: CODE_SECONDS, IdToken: ACCESS_TOKEN_SECONDS, Interaction: SIGN_IN_SECONDS, Session: SIGN_IN_SECONDS, Grant: SIGN_IN_SECONDS },
    scopes: ['openid', ...SCOPES],
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: [...CLIENT_ALGS], idTokenSigningAlgValues: ['ES256'] },
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    clientBasedCORS: () => false,
    cookies: { keys: cookieKeys },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => assertAssertionRules(claims, Math.floor(Date.now() / 1000)),
    findAccount: async (_ctx, subject) => ((await hasAccount(db, subject)) ? { accountId: subject, claims: () => ({ sub: subject }) } : undefined),
    loadExistingGrant: grantOpenId,
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    renderError: (ctx) => show(ctx, sayPage('登录无法继续，请返回原页面重新开始。', 'Sign-in cannot go on. Go back to the page that you came from.')),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage({ form, leadsTo: originOfReturn(ctx) })),
        postLogoutSuccessSource: (ctx) => show(ctx, sayPage('已退出登录。', 'You are signed out.')),
      },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, client) => (client.grantTypeAllowed('client_credentials') ? audience : []),
        getResourceServerInfo: (_ctx, resource, client) => apiAt(resource, audience, client.grantTypeAllowed('client_credentials')),
      },
    },
  };
}

/** The one API there is; a token is never made for another audience, nor for somebody's browser. */
function apiAt(resource: string, audience: string, isMachine: boolean): ResourceServer {
  if (resource !== audience || !isMachine) throw new errors.InvalidTarget();
  return { audience, scope: SCOPES.join(' '), accessTokenTTL: ACCESS_TOKEN_SECONDS, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } };
}

/** Who signs in to our own page is asked for no consent to it: all that it learns is who they are. */
async function grantOpenId({ oidc: { client, session, provider } }: KoaContextWithOIDC) {
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

function originOfReturn({ oidc }: KoaContextWithOIDC): string | null {
  const uri = oidc.params?.['post_logout_redirect_uri'];
  return typeof uri === 'string' ? new URL(uri).origin : null; // it is one of those that are registered
}

function show(ctx: KoaContextWithOIDC, { html, headers }: Page): void {
  ctx.type = 'html';
  ctx.set(headers);
  ctx.body = html;
}
