import type { Instant } from '../time.js';

/** Upper bounds in ms of the classes that answers are counted in; one more class holds what took longer. Kept rows have exactly these. */
export const LATENCY_BOUNDS_MS = [5, 10, 25, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000] as const;
export const LATENCY_CLASSES = LATENCY_BOUNDS_MS.length + 1;

export function latencyClassOf(tookMs: number): number {
  const found = LATENCY_BOUNDS_MS.findIndex((bound) => tookMs <= bound);
  return found === -1 ? LATENCY_BOUNDS_MS.length : found;
}

/**
 * The time in ms within which this share of the calls (0 to 1) ended, evenly spread inside its class; null without any call. What took longer than
 * the last bound counts as that.
 */
export function percentileMs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [n, count] of counts.entries()) {
    if (before + count >= share * total && count > 0) {
      const [low, high] = [LATENCY_BOUNDS_MS[n - 1] ?? 0, LATENCY_BOUNDS_MS[n] ?? LATENCY_BOUNDS_MS[LATENCY_BOUNDS_MS.length - 1] ?? 0];
      return Math.round(low + ((high - low) * (share * total - before)) / count);
    }
    before += count;
  }
  return null;
}

/** Answers that say no are answers: they stand under this class and are no failures of the system. */
export const REFUSED = 'refused';

/** How many calls got no answer that can be believed. */
export function failedOf(errors: Readonly<Record<string, number>>): number {
  return Object.entries(errors).reduce((sum, [code, count]) => (code === REFUSED ? sum : sum + count), 0);
}

/** Figures are kept so long, and lists of points go back no further. */
export const FIGURES_KEPT_MS = 14 * 86_400_000;
/** Up to here a list has a point for each minute, beyond it one for each hour. */
const BY_MINUTE_UP_TO_MS = 6 * 3_600_000;
export const STEP_MS = { minute: 60_000, hour: 3_600_000 } as const;
export type FigureStep = keyof typeof STEP_MS;

export function stepFor(fromMs: number, toMs: number): FigureStep {
  return toMs - fromMs <= BY_MINUTE_UP_TO_MS ? 'minute' : 'hour';
}

export type BacklogSample = { at: Instant; owed: number };

/**
 * In how many seconds nothing will be owed any more, at the rate since the backlog was largest among these samples (oldest first). 0: nothing
 * is owed; null: it does not get less, or nobody knows.
 */
export function drainSeconds(samples: readonly BacklogSample[]): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  if (last.owed === 0) return 0;
  const most = samples.reduce((peak, sample) => (sample.owed >= peak.owed ? sample : peak), last);
  const drained = most.owed - last.owed;
  return drained <= 0 || last.at <= most.at ? null : Math.ceil(((last.at - most.at) / 1000 / drained) * last.owed);
}
