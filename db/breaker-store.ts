import type { Instant } from '../domain/time.js';
import type { BreakerState } from './door/submission.js';
import type { Statements } from './pool.js';

/** Whether an external system is asked just now; `until` when an open breaker lets the next try through. */
export type Breaker = { system: string; state: BreakerState; until: Instant | null; failures: number };

export type BreakerStore = ReturnType<typeof createBreakerStore>;

/** One row for each external system, written by the worker, read with the state at the door. What people have paused stays so until they let it go on. */
export function createBreakerStore(pool: Statements) {
  return {
    list: (): Promise<Breaker[]> => pool.query<Breaker>('list_breakers_v1', 'select system, state, to_ms(until)::float8 as until, failures from breakers order by system'),

    keep: async ({ system, state, until, failures }: Breaker): Promise<void> => {
      await pool.query(
        'keep_breaker_v2',
        `insert into breakers (system, state, until, failures) values ($1, $2, from_ms($3), $4)
         on conflict (system) do update set state = excluded.state, until = excluded.until, failures = excluded.failures, updated_at = now()
         where breakers.state <> 'paused'`,
        [system, state, until, failures],
      );
    },
  };
}
