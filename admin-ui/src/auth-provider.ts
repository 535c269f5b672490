import type { AuthProvider, UserIdentity } from 'react-admin';
import type { Me } from '../../contracts/me.js';
import { ApiError } from '../../ui/api-error.js';
import type { GetJson } from '../../ui/get-json.js';

/** `siteIds` are of whoever works at sites; empty for a supervisor. `may`: what is offered; what is not the API would refuse. `device`: the shared desk at which they are. */
export type Identity = UserIdentity & Pick<Me, 'roles' | 'siteIds' | 'may' | 'device'>;

export type AuthParts = {
  getJson: GetJson;
  fetchIt: typeof fetch;
  /** Where the browser is, and how it goes elsewhere. */
  here: () => string;
  goTo: (address: string) => void;
};

const NOT_SIGNED_IN = 401;

/** While the service cannot say who is there. */
export const NOBODY: Identity = { id: '', fullName: '', roles: [], siteIds: [], may: [], device: null };

/**
 * Who is signed in, as the API says. Nobody: the browser goes to the login provider and comes back to this very page, or at a shared desk to the page of that. It never says no to
 * react-admin, which would show a login page of its own or go round in circles: it leaves, or lets each part of the page say what is wrong.
 */
export function createAuthProvider({ getJson, fetchIt, here, goTo }: AuthParts): AuthProvider {
  let asked: Promise<Me> | null = null;
  const me = (): Promise<Me> => {
    asked ??= getJson('/v1/me') as Promise<Me>;
    asked.catch(() => (asked = null));
    return asked;
  };
  const leave = async (): Promise<never> => {
    const { device } = (await getJson('/auth/desk').catch(() => ({ device: null }))) as { device: unknown };
    goTo(device ? '/desk' : `/auth/login?to=${encodeURIComponent(here())}`);
    return new Promise(() => undefined); // nothing is shown while the browser leaves
  };
  const leaveIfNobody = (error: unknown): Promise<void> => {
    if (!(error instanceof ApiError) || error.status !== NOT_SIGNED_IN) return Promise.resolve();
    asked = null;
    return leave();
  };
  return {
    login: leave,
    checkAuth: () => me().then(() => undefined, leaveIfNobody),
    checkError: leaveIfNobody,
    async getIdentity(): Promise<Identity> {
      // Never a rejection: react-query would begin anew with each part of the page that asks, and show none of them meanwhile.
      return me().then(({ id, name, roles, siteIds, may, device }) => ({ id, fullName: name, roles, siteIds, may, device }), () => NOBODY);
    },
    getPermissions: () => me().then(({ may }) => may, () => []),
    /** `idle`: nobody is there to be asked by the login provider whether to sign out there too, which asks for the password each time anyway. */
    async logout({ idle = false }: { idle?: boolean } = {}) {
      asked = null;
      const response = await fetchIt('/auth/logout', { method: 'POST', headers: { accept: 'application/json', 'Miaocheng-Request': '1' } });
      if (idle) return leave();
      const { next } = (await response.json()) as { next: string };
      goTo(next);
      return new Promise(() => undefined);
    },
  };
}
