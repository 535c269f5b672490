/** Seeded draws: the same seed gives the same sequence for ever, on any machine. For test material only, never for secrets. */
export type Random = {
  /** At least 0, below 1. */
  unit: () => number;
  /** A whole number from 0 to `below - 1`. */
  int: (below: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  /** One of `[item, weight]`; weights need not add up to anything. */
  weighted: <T>(items: readonly (readonly [T, number])[]) => T;
};

/** The 32 bits of state are stepped by an odd constant, so they take every value once; the mixing makes neighbours look unrelated. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(unit() * below);
  const pick = <T>(items: readonly T[]): T => at(items, int(items.length));
  const weighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = unit() * items.reduce((total, [, weight]) => total + weight, 0);
    const drawn = items.find(([, weight]) => (left -= weight) < 0);
    return (drawn ?? at(items, items.length - 1))[0];
  };
  return { unit, int, chance: (share) => unit() < share, pick, weighted };
}

function at<T>(items: readonly T[], index: number): T {
  const [item] = items.slice(index, index + 1);
  if (item === undefined) throw new RangeError('nothing to draw from');
  return item;
}
