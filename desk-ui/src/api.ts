import type { CommandAnswer, JourneyCommandBody } from '../../contracts/journey-commands.js';
import { answerOf, reach } from '../../ui/answer.js';
import { createGetJson } from '../../ui/get-json.js';
import { createPostJson } from '../../ui/post-json.js';

const fetchIt: typeof fetch = (input, init) => fetch(input, init);
const getJson = createGetJson(fetchIt);
const postJson = createPostJson(fetchIt, () => crypto.randomUUID());

/** The API as every page of a desk asks it; each throws `ApiError`. What comes back is what the contract of the operation says. */
export const api = {
  get: async <T>(path: string, query?: Record<string, string>, signal?: AbortSignal) => (await getJson(path, query, signal)) as T,
  /** A command is sent once: without an answer its repeat keeps its key. */
  post: async <T>(path: string, body: object) => (await postJson(path, body)) as T,
  command: (journeyId: string, body: JourneyCommandBody) => api.post<CommandAnswer>(`/v1/journeys/${journeyId}/commands`, body),
  /** Where the browser is to go next. */
  async signOut(): Promise<string> {
    const sent = await reach(() => fetchIt('/auth/logout', { method: 'POST', headers: { accept: 'application/json', 'Miaocheng-Request': '1' } }));
    return ((await answerOf(sent)) as { next: string }).next;
  },
};
