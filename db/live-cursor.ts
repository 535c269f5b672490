import type { AreaCode, SiteId } from '../domain/ids.js';
import type { Statements } from './pool.js';

/** One thing that changed; no content, so that it can be shown to whoever may see its site or area, who then reads it. */
export type Change = { resource: 'journeys' | 'cases' | 'notices'; id: string; siteId: SiteId; areaCode: AreaCode };

export type LiveCursorOptions = {
  pool: Statements;
  onChanges: (changes: Change[]) => void;
  onError: (error: Error) => void;
  everyMs?: number;
};

export type LiveCursor = {
  /** What changed since the last call; the first call only sets the cursor. Not to be called twice at once. */
  poll(): Promise<Change[]>;
  start(): void;
  stop(): Promise<void>;
};

/** Reads by cursor and without NOTIFY, which takes an instance-wide lock at commit. Transactions are seen once all earlier ones are over. */
export function createLiveCursor({ pool, onChanges, onError, everyMs = 500 }: LiveCursorOptions): LiveCursor {
  let cursor: string | null = null;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();

  const poll = async () => {
    const seen: { cursor: string; changes: Change[] } = await pool.call('changes_since_v1', cursor);
    cursor = seen.cursor;
    return seen.changes;
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await poll().then((changes) => changes.length > 0 && onChanges(changes), onError);
      await pause(everyMs, stopping.signal);
    }
  };
  return {
    poll,
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Resolves after `ms` or as soon as `signal` is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
