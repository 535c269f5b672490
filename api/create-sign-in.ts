import type { Config } from '../config/config.js';
import { readPrivateKeySet } from '../config/key-files.js';
import { createPersonStore } from '../db/person-store.js';
import type { Statements } from '../db/pool.js';
import { cookieNamesAt } from './auth/cookies.js';
import { createLoginProvider, type LoginProviderSettings } from './auth/login-provider.js';
import type { SignIn } from './context.js';

/** Null where no page is named that people sign in to. Throws at the start for settings with which nobody could sign in safely. */
export function createSignIn(config: Config<'api'>, pool: Pick<Statements, 'call'>): SignIn | null {
  const { adminPublicUrl: publicUrl, loginIssuerUrl: issuerUrl, loginFetchUrl: fetchUrl, signInClientId: clientId, signInSecondFactorAcr: secondFactorAcr } = config;
  if (publicUrl === null) return null;
  const provider = createLoginProvider({ issuerUrl, fetchUrl, clientId, secondFactorAcr, credential: credentialOf(config) });
  return { publicUrl, cookies: cookieNamesAt(publicUrl), provider, people: createPersonStore(pool) };
}

function credentialOf({ signInKeysFile, signInSecret }: Config<'api'>): LoginProviderSettings['credential'] {
  if (signInKeysFile !== null) return { keys: readPrivateKeySet('SIGN_IN_KEYS_FILE', signInKeysFile) };
  if (signInSecret !== null) return { secret: signInSecret };
  throw new TypeError('ADMIN_PUBLIC_URL names a page that people sign in to: SIGN_IN_KEYS_FILE or SIGN_IN_SECRET is missing');
}
