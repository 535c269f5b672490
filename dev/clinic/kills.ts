import { createRandom } from '../../simulators/residents/random.js';

export const KILLABLE = ['api', 'worker', 'temporal', 'postgres', 'simulators', 'login'] as const;
export type Killable = (typeof KILLABLE)[number];

/** Pull the plug of these parts at once, so long after the last ones were back. */
export type Kill = { afterMs: number; parts: Killable[] };

/** One in so many pulls two plugs at the same moment. */
const TOGETHER = 0.2;
const LONGEST_PAUSE_MS = 4_000;

/** The kills of a seed: which parts and when; in all exactly `count` parts. */
export function killsOf(count: number, seed: number): Kill[] {
  const random = createRandom(seed ^ 0x6b11);
  const kills: Kill[] = [];
  for (let left = count; left > 0; ) {
    const first = random.pick(KILLABLE);
    const other = left > 1 && random.chance(TOGETHER) ? random.pick(KILLABLE.filter((part) => part !== first)) : null;
    kills.push({ afterMs: Math.round(random.unit() * LONGEST_PAUSE_MS), parts: other ? [first, other] : [first] });
    left -= other ? 2 : 1;
  }
  return kills;
}
