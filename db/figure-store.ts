import { STEP_MS, type FigureStep } from '../domain/systems/figures.js';
import type { SystemState } from '../domain/systems/systems.js';
import type { Instant } from '../domain/time.js';
import type { Statements } from './pool.js';

/** What is owed to a system: journeys, of authorities residents; `oldestAt` null where nothing tells since when. */
export type Backlog = { owed: number; overdue: number; oldestAt: Instant | null };

/** A minute to be added to what is kept; a worker that only samples the backlog has no calls in it. `minute` in ms since 1970. */
export type MinuteToKeep = { system: string; minute: number; calls?: number; errors?: Record<string, number>; buckets?: number[]; state?: SystemState } & Partial<Backlog>;

/** What was counted in one step of time; backlog null where no worker looked. */
export type FigurePoint = { at: Instant; calls: number; errors: Record<string, number>; buckets: number[]; owed: number | null; overdue: number | null; oldestAt: Instant | null; state: SystemState | null };

/** Beyond so many nobody counts on: enough to see that it is far too much. */
const MOST_COUNTED = 100_000;

/** The worker's side. */
export function createFigureKeeper(pool: Statements) {
  return {
    /** One statement for whatever there is to keep; rows older than `keptMs` go with it. */
    keep: async (minutes: readonly MinuteToKeep[], keptMs: number): Promise<void> => {
      await pool.query('keep_minutes_v1', 'select keep_minutes_v1($1, make_interval(secs => $2))', [minutes, keptMs / 1000]);
    },
    backlog: (): Promise<({ system: string } & Backlog)[]> => pool.call('backlog_v1', MOST_COUNTED),
  };
}
export type FigureKeeper = ReturnType<typeof createFigureKeeper>;

/** Whoever shows it: by the primary key, as many rows as there are minutes. */
export function createFigureStore(pool: Statements) {
  return {
    points: async (system: string, { from, to, step }: { from: Instant; to: Instant; step: FigureStep }): Promise<FigurePoint[]> => {
      const [row] = await pool.query<{ points: FigurePoint[] }>('system_points_v1', 'select system_points_v1($1, $2, $3, make_interval(secs => $4)) as points', [system, from, to, STEP_MS[step] / 1000]);
      return row?.points ?? [];
    },
  };
}
export type FigureStore = ReturnType<typeof createFigureStore>;
