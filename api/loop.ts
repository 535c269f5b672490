import { setTimeout as wait } from 'node:timers/promises';

export type Loop = { start(): void; stop(): Promise<void> };

export type LoopOptions = {
  /** One turn; resolves to true when there is more to do at once. */
  turn: () => Promise<boolean | void>;
  everyMs: number;
  /** A turn that failed is tried again with the next one. */
  onError: (error: unknown) => void;
};

/** Work beside the requests: turn after turn, never two at once, until it is stopped; stopping waits for the turn in progress. */
export function createLoop({ turn, everyMs, onError }: LoopOptions): Loop {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const more = await turn().catch(onError);
      if (!more) await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
