import type { ApiClient } from '../../dev/clinic/api-client.js';
import type { Watch } from './side.js';

/** The same client, each of whose commands is watched under its own name. */
export function watched(api: ApiClient, watch: Watch): ApiClient {
  return { ...api, post: (path, body, headers) => watch((body as { type: string }).type, () => api.post(path, body, headers)) };
}
