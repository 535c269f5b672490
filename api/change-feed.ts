import { createLiveCursor, type Change } from '../db/live-cursor.js';
import type { Statements } from '../db/pool.js';
import { createLoop, type Loop } from './loop.js';

export type Follower = {
  sees: (change: Change) => boolean;
  /** Whatever changes from here on is told: what is read now is not stale. */
  begin: () => void;
  tell: (change: Change) => void;
  /** The process stops. */
  end: () => void;
};

export type ChangeFeed = Loop & {
  /** Until the function that it answers is called. */
  follow(follower: Follower): () => void;
  endAll(): void;
};

/** Tells everybody who follows what changed, from one question to the database for all of them; nothing is asked while nobody follows. */
export function createChangeFeed({ pool, onError, everyMs = 500 }: { pool: Statements; onError: (error: unknown) => void; everyMs?: number }): ChangeFeed {
  const cursor = createLiveCursor(pool);
  const followers = new Set<Follower>();
  const joining = new Set<Follower>();

  async function turn(): Promise<void> {
    if (followers.size + joining.size === 0) return cursor.forget();
    const joined = [...joining];
    const changes = await cursor.poll();
    for (const follower of followers) changes.filter(follower.sees).forEach(follower.tell);
    for (const follower of joined.filter((one) => joining.delete(one))) {
      followers.add(follower);
      follower.begin();
    }
  }

  const loop = createLoop({ turn, everyMs, onError });
  return {
    follow(follower) {
      joining.add(follower);
      return () => void (joining.delete(follower) || followers.delete(follower));
    },
    endAll: () => [...joining, ...followers].forEach((follower) => follower.end()),
    ...loop,
  };
}
