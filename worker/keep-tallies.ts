import type { TallyKeeper } from '../db/tally-keeper.js';

export type TallyLoop = { start(): void; stop(): Promise<void> };

/** Reports are this much behind; each turn takes together what has become of a visit meanwhile. */
const EVERY_MS = 5_000;

/** Turn after turn, at once again while there is more; of several workers one counts at a time. A turn that fails changed nothing and is tried again. */
export function createTallyLoop({ keeper, onError }: { keeper: TallyKeeper; onError: (error: unknown) => void }): TallyLoop {
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let running: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    const more = await keeper.keep().catch(onError);
    if (!stopping) timer = setTimeout(begin, more ? 0 : EVERY_MS);
  }
  const begin = () => {
    running = turn();
  };
  return {
    start: begin,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await running;
    },
  };
}
