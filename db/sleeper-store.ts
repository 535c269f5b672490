import type { Statements } from './pool.js';

export type SleeperStore = ReturnType<typeof createSleeperStore>;

/** For the schedules: which views are not over, and news for those whose workflow does not run or has missed an instant. */
export function createSleeperStore(pool: Pick<Statements, 'call'>) {
  return {
    /** Ids of things of this kind whose view is not over, in order, from the one after `after`. */
    openIds: (process: string, after: string, limit: number): Promise<string[]> => pool.call('open_views_v4', process, after, limit),

    /** Puts news for each whose view is still not over; answers how many. */
    wake: (process: string, ids: readonly string[]): Promise<number> => pool.call('wake_views_v4', process, JSON.stringify(ids)),

    /** The same for whatever should have been noticed so long ago, at most `limit` of each kind. */
    wakeOverdue: (agoMs: number, limit: number): Promise<number> => pool.call('wake_overdue_v2', `${agoMs} milliseconds`, limit),
  };
}
