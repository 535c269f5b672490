/** Gathers what comes in one go, as the events of one turn of the feed do. */
const GATHER_MS = 50;

export type Batch<T> = { add(item: T, everyMs: number): void; stop(): void };

type Line<T> = { item: T; ranAt: number; dueAt: number; timer: ReturnType<typeof setTimeout> | null; running: boolean; again: number | null };

/** Runs each item at most once in `everyMs`, never twice at a time: what comes meanwhile is done by one more run afterwards, so that the last change is never missed. */
export function createBatch<T>(run: (item: T) => Promise<unknown>): Batch<T> {
  const lines = new Map<string, Line<T>>();

  function plan(line: Line<T>, everyMs: number): void {
    if (line.running) {
      line.again = Math.min(everyMs, line.again ?? everyMs);
      return;
    }
    const dueAt = Math.max(Date.now() + GATHER_MS, line.ranAt + everyMs);
    if (line.timer !== null && line.dueAt <= dueAt) return;
    if (line.timer !== null) clearTimeout(line.timer);
    Object.assign(line, { dueAt, timer: setTimeout(() => void go(line), dueAt - Date.now()) });
  }

  async function go(line: Line<T>): Promise<void> {
    Object.assign(line, { timer: null, running: true, ranAt: Date.now(), again: null });
    await run(line.item).catch(() => undefined); // told where it is shown
    line.running = false;
    if (line.again !== null) plan(line, line.again);
  }

  return {
    add(item, everyMs) {
      const name = JSON.stringify(item);
      const line = lines.get(name) ?? { item, ranAt: Number.NEGATIVE_INFINITY, dueAt: 0, timer: null, running: false, again: null };
      lines.set(name, line);
      plan(line, everyMs);
    },
    stop() {
      for (const { timer } of lines.values()) if (timer !== null) clearTimeout(timer);
      lines.clear();
    },
  };
}
