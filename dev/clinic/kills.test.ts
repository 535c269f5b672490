import { KILLABLE, killsOf } from './kills.js';
import { troublesOf } from './troubles.js';

const firstTroubles = (seed: number) => {
  const troubles = troublesOf('rough', seed);
  return Array.from({ length: 60 }, () => troubles.next().value);
};

it('the same seed kills the same parts at the same moments and makes the same trouble', () => {
  expect(killsOf(20, 3)).toEqual(killsOf(20, 3));
  expect(killsOf(20, 4)).not.toEqual(killsOf(20, 3));
  expect(firstTroubles(3)).toEqual(firstTroubles(3));
  expect(firstTroubles(4)).not.toEqual(firstTroubles(3));
});

it('kills exactly as many parts as were asked for, none twice at the same moment, each of them in the end', () => {
  for (const count of [1, 2, 3, 20]) expect(killsOf(count, 5).flatMap(({ parts }) => parts)).toHaveLength(count);
  const kills = killsOf(200, 6);
  expect(new Set(kills.flatMap(({ parts }) => parts))).toEqual(new Set(KILLABLE));
  expect(kills.some(({ parts }) => parts.length === 2)).toBe(true);
  for (const { parts } of kills) expect(new Set(parts).size).toBe(parts.length);
});

it('makes no trouble on a day of none', () => {
  expect([...troublesOf('none', 1)]).toEqual([]);
});
