import { toInstant } from '../time.js';
import { drainSeconds, failedOf, LATENCY_CLASSES, latencyClassOf, percentileMs, stepFor } from './figures.js';

const counts = (...took: number[]): number[] => took.reduce((all, ms) => all.with(latencyClassOf(ms), (all[latencyClassOf(ms)] ?? 0) + 1), new Array<number>(LATENCY_CLASSES).fill(0));
const samples = (...owed: number[]) => owed.map((n, minute) => ({ at: toInstant(minute * 60_000), owed: n }));

it.each([[0, 0], [5, 0], [5.1, 1], [10_000, 17], [60_000, 18]])('counts an answer after %d ms in class %i', (ms, expected) => {
  expect(latencyClassOf(ms)).toBe(expected);
});

it.each([
  { fact: 'of no call: none', all: counts(), p50: null, p99: null },
  { fact: 'of one call: the bound of its class', all: counts(90), p50: 88, p99: 100 },
  { fact: 'of many quick ones and a slow one: the slow one is the 99th', all: counts(...new Array<number>(50).fill(4), 2_500), p50: 3, p99: 2_490 },
  { fact: 'beyond the last bound: that', all: counts(60_000, 60_000), p50: 10_000, p99: 10_000 },
])('gives percentiles $fact', ({ all, p50, p99 }) => {
  expect([percentileMs(all, 0.5), percentileMs(all, 0.99)]).toEqual([p50, p99]);
});

it('does not hold a refusal against the system', () => {
  expect(failedOf({ timeout: 2, refused: 7, 'server-error': 1 })).toBe(3);
});

it('shows minutes for up to six hours', () => {
  expect([stepFor(0, 6 * 3_600_000), stepFor(0, 6 * 3_600_000 + 1)]).toEqual(['minute', 'hour']);
});

it.each([
  { fact: 'nothing is owed', owed: [5, 0], seconds: 0 },
  { fact: 'it grows', owed: [1, 2, 3], seconds: null },
  { fact: 'it stands', owed: [4, 4], seconds: null },
  { fact: 'one minute took a quarter of it', owed: [40, 30], seconds: 180 },
  { fact: 'it stood still before it began to drain', owed: [40, 40, 40, 20], seconds: 60 },
  { fact: 'nobody knows', owed: [], seconds: null },
  { fact: 'there is one sample', owed: [7], seconds: null },
])('says when a backlog is over: $fact', ({ owed, seconds }) => {
  expect(drainSeconds(samples(...owed))).toBe(seconds);
});
