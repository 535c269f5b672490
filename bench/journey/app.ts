import { createApiClient, type ApiClient } from '../../dev/clinic/api-client.js';
import { signResidentAssertion } from '../../dev/clinic/resident-assertion.js';
import { tokenSourceOf } from '../../dev/clinic/token-source.js';
import type { Ground } from '../ground.js';

/** Half of what an assertion lives: one screen after the other uses it, as the API allows. */
const SIGN_AGAIN_MS = 60_000;

/** The province's app with one resident signed in. */
export function signIn({ clinic: { channel }, urls, provider }: Pick<Ground, 'clinic' | 'urls' | 'provider'>, residentId: string): ApiClient {
  let held: { text: Promise<string>; until: number } | null = null;
  const assertion = (): Promise<string> => {
    if (!held || Date.now() > held.until) {
      const text = signResidentAssertion({ clientId: channel.clientId, privateJwk: channel.privateJwk, residentId, audience: provider.audience });
      held = { text, until: Date.now() + SIGN_AGAIN_MS };
    }
    return held.text;
  };
  return createApiClient({ baseUrl: urls.api, getToken: tokenSourceOf(channel, provider), getHeaders: async () => ({ 'resident-assertion': await assertion() }) });
}
