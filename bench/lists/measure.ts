import { percentile } from '../../dev/clinic/percentile.js';
import type { Ask, ListUnderTest } from './list.js';
import type { Tables } from './table-under-test.js';

/** ms of one list in both tables. `rows`: asked of both, so many as the small one has of it too. */
export type Measured = { name: string; rows: number; smallP50Ms: number; p50Ms: number; p99Ms: number; ratio: number };

/** What the API gives unless told otherwise. */
export const PAGE = 50;

/**
 * One request after the other, in turns whose order changes each time: whatever else the machine does meets both, and each comes after the other as often
 * as after itself. Compared is the same number of rows; the p99 is also of a whole page, where the large table has one and the small one has not.
 */
export async function measureList({ name, asks }: ListUnderTest, { small, large }: { small: Tables; large: Tables }, requests: number): Promise<Measured> {
  const [ofSmall, ofLarge] = [await asks(small), await asks(large)];
  if (ofSmall.length === 0 || ofLarge.length === 0) throw new Error(`${name}: there is nothing to ask for`);
  const counts: number[] = [];
  for (const ask of ofSmall) counts.push(await ask(PAGE));
  for (const ask of ofLarge) await ask(PAGE); // both are warm
  const rows = Math.max(1, Math.min(PAGE, percentile(counts, 0.5)));
  const [smallMs = [], largeMs = []] = await inTurns([of(ofSmall, rows), of(ofLarge, rows)], requests);
  const [wholeMs = []] = rows < PAGE ? await inTurns([of(ofLarge, PAGE)], requests) : [];
  const [smallP50Ms, p50Ms] = [percentile(smallMs, 0.5), percentile(largeMs, 0.5)];
  return { name, rows, smallP50Ms, p50Ms, p99Ms: Math.max(percentile(largeMs, 0.99), percentile(wholeMs, 0.99)), ratio: p50Ms / smallP50Ms };
}

type Asker = { asks: Ask[]; rows: number };
const of = (asks: Ask[], rows: number): Asker => ({ asks, rows });

async function inTurns(askers: readonly Asker[], requests: number): Promise<number[][]> {
  const times = askers.map((): number[] => []);
  for (let n = 0; n < requests; n += 1) {
    const order = [...askers.keys()];
    for (const which of n % 2 === 0 ? order : order.toReversed()) {
      const asker = askers[which];
      const ask = asker?.asks[n % asker.asks.length];
      if (!asker || !ask) continue;
      const from = performance.now();
      await ask(asker.rows);
      times[which]?.push(performance.now() - from);
    }
  }
  return times;
}
