import { answerOf, reach } from '../../ui/answer.js';
import { ApiError } from '../../ui/api-error.js';

export type GotFile = { name: string; blob: Blob };
export type GetFile = (path: string, query: Record<string, string>, language?: string) => Promise<GotFile>;

/** Reads a file from the API, with the name that it is to have. What keeps it away, also half way, is told as for any other request. */
export function createGetFile(fetchIt: typeof fetch): GetFile {
  return async (path, query, language) => {
    const response = await reach(() => fetchIt(`${path}?${new URLSearchParams(query).toString()}`, language === undefined ? {} : { headers: { 'accept-language': language } }));
    if (!response.ok) await answerOf(response); // throws
    const [, name = 'file'] = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    const blob = await response.blob().catch(() => null); // cut short: told below
    if (!blob) throw new ApiError('unreachable');
    return { name, blob };
  };
}
