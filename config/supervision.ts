/** What a part tells its launcher once it answers: its addresses by name, without personal data. */
export type ReadyMessage = { ready: true; urls: Record<string, string> };

/** Call once the process answers. Without a launcher (in production, in tests) it does nothing. */
export function tellReady(urls: Record<string, string> = {}): void {
  const message: ReadyMessage = { ready: true, urls };
  process.send?.(message);
}

/**
 * Runs `stop` once, on SIGTERM, SIGINT or when the launcher is gone, then ends the process: 0, or 1 when `stop` threw.
 * A part must not outlive a launcher that was killed, else the next start finds its port taken.
 */
export function onStop(stop: () => Promise<void>, failed: (error: unknown) => void): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        failed(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, end);
}
