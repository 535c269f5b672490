import type { GetJson } from '../../ui/get-json.js';

type Answer = { data: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
export type PageOfRows = { data: unknown[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean } };

/**
 * Numbered pages over keyset cursors: it remembers where each page of a list began. A page that was never reached is reached by walking
 * there from the last one that was.
 */
export function createPages(getJson: GetJson) {
  /** By list, the cursors after which its pages begin; page 1 begins after none. */
  const begins = new Map<string, (string | null)[]>();

  return {
    async read(path: string, query: Record<string, string>, page: number, signal?: AbortSignal): Promise<PageOfRows> {
      const key = `${path}?${new URLSearchParams(query).toString()}`;
      const cursors = begins.get(key) ?? [null];
      begins.set(key, cursors);
      for (let at = Math.min(page, cursors.length); ; at += 1) {
        const after = cursors[at - 1];
        const { data, pageInfo } = (await getJson(path, after ? { ...query, after } : query, signal)) as Answer;
        cursors.splice(at, cursors.length, ...(pageInfo.hasNextPage ? [pageInfo.endCursor] : [])); // rows have moved: later pages begin elsewhere
        if (at === page) return { data, pageInfo: { hasNextPage: pageInfo.hasNextPage, hasPreviousPage: page > 1 } };
        if (!pageInfo.hasNextPage) return { data: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } };
      }
    },
  };
}
