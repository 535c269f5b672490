import type { ReadPaused } from '../db/pause-store.js';
import { remember } from '../db/remember.js';
import { askAgainMs } from '../domain/systems/pause.js';
import { Unavailable } from '../registries/errors.js';
import type { IdentityAuthority } from '../registries/identity/port.js';

/** Stands before each call of a system that people may pause. */
export type PauseGate = {
  /** Throws `Unavailable` with code `paused` and when to ask again; `DatabaseError` where nobody knows: then nothing is sent either. */
  pass(system: string): Promise<void>;
};

/** Bounds in ms of when a call that met a pause comes again. */
export type AskAgain = { shortestMs: number; longestMs: number };

export type PauseGateParts = { readPaused: ReadPaused; now: () => number; random: () => number; askAgain?: AskAgain | undefined };

/** A pause counts everywhere within this long, and costs a worker at most one small statement in it. */
const REMEMBERED_MS = 1_000;
const ASK_AGAIN: AskAgain = { shortestMs: 15_000, longestMs: 300_000 };

/** Reads the pause from the database and keeps nothing that a restart would lose: a worker that has just begun asks before its first call. */
export function createPauseGate({ readPaused, now, random, askAgain = ASK_AGAIN }: PauseGateParts): PauseGate {
  const paused = remember(readPaused, { forMs: REMEMBERED_MS, now });
  return {
    async pass(system) {
      const since = (await paused()).get(system);
      if (since !== undefined) throw new Unavailable(system, 'paused', { effect: 'none', retryAfterMs: askAgainMs(now() - since, askAgain, random()) });
    },
  };
}

export function isPause(error: unknown): error is Unavailable & { retryAfterMs: number } {
  return error instanceof Unavailable && error.code === 'paused' && error.retryAfterMs !== null;
}

/** The same authority, not asked while it is paused. Three share a queue, so which one is meant is known only here. */
export function gatedAuthority(authority: IdentityAuthority, system: string, gate: PauseGate): IdentityAuthority {
  return {
    async verify(asked) {
      await gate.pass(system);
      return authority.verify(asked);
    },
  };
}
