import type { SleeperStore } from '../db/sleeper-store.js';

export type LookActivityParts = {
  sleepers: SleeperStore;
  /** Of these things those whose workflow runs, as the engine's own list has it; what began a moment ago may be missing there, which does no harm. */
  runningOf: (process: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;
};

export type LookActivities = ReturnType<typeof createLookActivities>;

/** Where a look stands. `after` is the last id that was looked at. */
export type LookedAt = { woken: number; last: string | null };

/** One question to the engine names so many workflows. */
const BATCH = 100;
const OVERDUE_AFTER_MS = 300_000;
const MOST_OVERDUE = 1_000;

/** What the schedules do: find views that are not over although no workflow looks after them, and leave news for each. */
export function createLookActivities({ sleepers, runningOf }: LookActivityParts) {
  return {
    /** One batch of things of one kind; `last` is null after the last one. */
    async wakeSleepers({ process, after }: { process: string; after: string }): Promise<LookedAt> {
      const ids = await sleepers.openIds(process, after, BATCH);
      const running = ids.length > 0 ? await runningOf(process, ids) : new Set<string>();
      const asleep = ids.filter((id) => !running.has(id));
      const woken = asleep.length > 0 ? await sleepers.wake(process, asleep) : 0;
      return { woken, last: ids.length === BATCH ? (ids.at(-1) ?? null) : null };
    },

    /** Whatever should have been noticed more than five minutes ago; what is more than a thousand waits for the next time. */
    async wakeOverdue(): Promise<LookedAt> {
      return { woken: await sleepers.wakeOverdue(OVERDUE_AFTER_MS, MOST_OVERDUE), last: null };
    },
  };
}
