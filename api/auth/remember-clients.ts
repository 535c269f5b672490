import type { ApiClient, FindClient } from './principal.js';

const MOST = 10_000;

/**
 * A client as it was found at most `forMs` ago. Only for commands: the door reads the client's grants again with the state and refuses what
 * was taken away meanwhile; what was given meanwhile counts a moment later. Clients that are not there are asked for each time.
 */
export function rememberClients(find: FindClient, { forMs, now }: { forMs: number; now: () => number }): FindClient {
  const known = new Map<string, { client: ApiClient; until: number }>();
  return async (clientId) => {
    const remembered = known.get(clientId);
    if (remembered && now() < remembered.until) return remembered.client;
    known.delete(clientId);
    const client = await find(clientId);
    if (client && known.size < MOST) known.set(clientId, { client, until: now() + forMs });
    return client;
  };
}
