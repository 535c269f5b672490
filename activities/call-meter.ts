import { latencyClassOf, LATENCY_CLASSES, REFUSED } from '../domain/systems/figures.js';
import { Doubtful, NeedsHuman, Rejected, Unavailable } from '../registries/errors.js';
import type { WatchCall } from '../registries/watch-calls.js';

/** What a worker has seen of one system in one minute. `minute` in ms since 1970; `errors` by class; `buckets` by class of latency. */
export type CallMinute = { system: string; minute: number; calls: number; errors: Record<string, number>; buckets: number[] };

export type CallMeter = { watch: (system: string) => WatchCall; take: () => CallMinute[] };

const MINUTE_MS = 60_000;

/** Counts in memory until somebody takes what there is; what a killed worker has not written is lost, and nothing depends on it. */
export function createCallMeter({ now }: { now: () => number }): CallMeter {
  let minutes = new Map<string, CallMinute>();

  function count(system: string, tookMs: number, error: unknown): void {
    const minute = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
    const key = `${system} ${minute}`;
    const kept = minutes.get(key) ?? { system, minute, calls: 0, errors: {}, buckets: new Array<number>(LATENCY_CLASSES).fill(0) };
    minutes.set(key, kept);
    const bucket = latencyClassOf(tookMs);
    kept.calls += 1;
    kept.buckets[bucket] = (kept.buckets[bucket] ?? 0) + 1;
    const code = error === null ? null : codeOf(error);
    if (code !== null) kept.errors[code] = (kept.errors[code] ?? 0) + 1;
  }

  return {
    watch: (system) => async (call) => {
      const begun = now();
      try {
        const answer = await call();
        count(system, now() - begun, null);
        return answer;
      } catch (error) {
        if (!isCalledOff(error)) count(system, now() - begun, error);
        throw error;
      }
    },
    take() {
      const taken = [...minutes.values()];
      minutes = new Map();
      return taken;
    },
  };
}

/** Nobody waits any more: that says nothing about the system. */
function isCalledOff(error: unknown): boolean {
  return error instanceof Error && (error.name === 'CancelledFailure' || error.name === 'AbortError');
}

function codeOf(error: unknown): string {
  if (error instanceof Unavailable || error instanceof Doubtful) return error.code;
  return error instanceof Rejected || error instanceof NeedsHuman ? REFUSED : 'other';
}
