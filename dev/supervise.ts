import { setTimeout as wait } from 'node:timers/promises';
import type { Part, RunningPart } from './part.js';
import { describeExit } from './program.js';

export type Supervised = { name: string; running: () => RunningPart; stop(): Promise<void> };

export type Say = (part: string, state: string, ms?: number) => void;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** After so long a part counts as well again, and its next end is waited for as briefly as its first. */
const WELL_AFTER_MS = 30_000;

/** Starts a part and starts it again whenever it ends alone, later each time. Rejects when the first start fails. */
export async function supervise(part: Part, say: Say): Promise<Supervised> {
  const startedAt = performance.now();
  let running = await part.start();
  let stopping = false;
  say(part.name, 'ready', performance.now() - startedAt);

  async function watch(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const since = performance.now();
      const exit = await running.exited;
      if (stopping) return;
      if (performance.now() - since > WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      say(part.name, `${describeExit(exit)}; starting it again`);
      const again = await startAgain();
      if (!again) return;
      running = again;
    }

    async function startAgain(): Promise<RunningPart | null> {
      for (;;) {
        await wait(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        if (stopping) return null;
        const from = performance.now();
        try {
          const next = await part.start();
          if (stopping) {
            await next.stop();
            return null;
          }
          say(part.name, 'ready again', performance.now() - from);
          return next;
        } catch (error) {
          say(part.name, `did not start: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
  }

  const watching = watch();
  return {
    name: part.name,
    running: () => running,
    async stop() {
      stopping = true;
      await running.stop();
      await Promise.race([watching, wait(1_000)]);
    },
  };
}
