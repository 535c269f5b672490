import { unavailable } from './error-handler.js';

/** Runs at most `atOnce` of these, lets `waiting` more stand in line, and sends everybody else away. Throws 503 with Retry-After. */
export function atMost({ atOnce, waiting }: { atOnce: number; waiting: number }): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (line.length < waiting) await new Promise<void>((go) => line.push(go));
    else throw unavailable();
    try {
      return await work();
    } finally {
      const next = line.shift(); // takes over the place
      if (next) next();
      else running -= 1;
    }
  };
}
