import type { CallMeter } from '../activities/call-meter.js';
import type { BreakerStore } from '../db/breaker-store.js';
import type { FigureKeeper, MinuteToKeep } from '../db/figure-store.js';
import { FIGURES_KEPT_MS } from '../domain/systems/figures.js';
import { SYSTEMS } from '../domain/systems/systems.js';

export type FigureReportParts = {
  meter: Pick<CallMeter, 'take'>;
  keeper: FigureKeeper;
  breakers: Pick<BreakerStore, 'list'>;
  now: () => number;
  onError: (error: unknown) => void;
};

export type FigureReport = { start(): void; turn(): Promise<void>; stop(): Promise<void> };

const MINUTE_MS = 60_000;

/** Once a minute: three small statements, however many calls there were. A turn that fails loses its minute, which is no harm. */
export function createFigureReport({ meter, keeper, breakers, now, onError }: FigureReportParts): FigureReport {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    const [backlog, states] = await Promise.all([keeper.backlog(), breakers.list()]);
    const minute = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
    const samples = SYSTEMS.map((system): MinuteToKeep => {
      const { owed = 0, overdue = 0, oldestAt = null } = backlog.find((owing) => owing.system === system) ?? {};
      return { system, minute, owed, overdue, oldestAt, state: states.find((known) => known.system === system)?.state ?? 'closed' };
    });
    await keeper.keep(merged([...meter.take(), ...samples]), FIGURES_KEPT_MS);
  }

  const begin = () => {
    running = running.then(turn).catch(onError);
  };
  return {
    turn,
    start() {
      begin(); // a page has something to show soon after a restart
      timer = setInterval(begin, MINUTE_MS);
    },
    /** What was counted since the last turn is kept. */
    async stop() {
      clearInterval(timer);
      begin();
      await running;
    },
  };
}

/** One row for a system and minute: a statement cannot write the same one twice. */
function merged(rows: readonly MinuteToKeep[]): MinuteToKeep[] {
  const byKey = new Map<string, MinuteToKeep>();
  for (const row of rows) {
    const key = `${row.system} ${row.minute}`;
    byKey.set(key, { ...byKey.get(key), ...row });
  }
  return [...byKey.values()];
}
