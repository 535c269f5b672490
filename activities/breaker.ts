import type { BreakerStore } from '../db/breaker-store.js';
import { toInstant } from '../domain/time.js';
import { Unavailable } from '../registries/errors.js';

/** Whether the desk may expect an answer of a system at once. Attempts go on all the same: they are what finds out that it is back. */
export type Breaker = { succeeded: () => Promise<void>; failed: (error: unknown) => Promise<void> };

export type BreakerParts = { system: string; store: BreakerStore; now: () => number };

const OPENS_AFTER = 3;
/** A desk stops waiting for this long after the last failure; then one that waits in vain costs its 300 ms again. */
const OPEN_MS = 15_000;
/** A row is written again no sooner than this, however many attempts fail. */
const REFRESH_MS = 5_000;

/**
 * Opens after three failures in a row and closes with the first answer. What it keeps in memory is only what it wrote last, so that a
 * system that is well costs no statement.
 */
export function createBreaker({ system, store, now }: BreakerParts): Breaker {
  let failures = 0;
  let written: { open: boolean; at: number } | null = null;

  async function write(open: boolean): Promise<void> {
    const at = now();
    written = { open, at };
    await store.keep({ system, state: open ? 'open' : 'closed', until: open ? toInstant(at + OPEN_MS) : null, failures });
  }

  return {
    async succeeded() {
      failures = 0;
      if (!written || written.open) await write(false);
    },
    async failed(error) {
      if (!(error instanceof Unavailable)) return;
      failures += 1;
      const fresh = written?.open && now() - written.at < REFRESH_MS;
      if (failures >= OPENS_AFTER && !fresh) await write(true);
    },
  };
}
