import type { AreaCode, SiteId } from '../domain/ids.js';
import type { Statements } from './pool.js';

/** One thing that changed; no content, so that it can be shown to whoever may see its site or area, who then reads it. */
export type Change = { resource: 'journeys' | 'cases' | 'notices'; id: string; siteId: SiteId; areaCode: AreaCode };

export type LiveCursor = {
  /** What changed since the last call; the first call only sets the cursor. Not to be called twice at once. */
  poll(): Promise<Change[]>;
  /** The next call is a first one again. */
  forget(): void;
};

/** Reads by cursor and without NOTIFY, which takes an instance-wide lock at commit. Transactions are seen once all earlier ones are over. */
export function createLiveCursor(pool: Statements): LiveCursor {
  let cursor: string | null = null;
  return {
    async poll() {
      const seen: { cursor: string; changes: Change[] } = await pool.call('changes_since_v1', cursor);
      cursor = seen.cursor;
      return seen.changes;
    },
    forget() {
      cursor = null;
    },
  };
}
