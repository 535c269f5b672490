import { cpuOfSystem, isComplete, median, toFigures } from './figures.js';
import type { Measured } from './measure.js';

const CPU = { temporal: 10, postgres: 5, simulators: 1, api: 6, worker: 7, login: 1, textbook: 20, driver: 30 };
const history = { events: 57, bytes: 12_000, workflowTasks: 10 };

function one(side: Measured['side'], clients: number, overrides: Partial<Measured> = {}): Measured {
  return { side, clients, journeys: 100, journeysPerSecond: 10, latencies: new Map(), p50Ms: 5, p99Ms: 20, cpuPerJourney: CPU, failures: [], workflowIds: [], ...overrides };
}

const measured = [
  ...[9, 30, 12].map((journeysPerSecond) => one('ours', 1, { journeysPerSecond, p99Ms: 8 })),
  ...[6, 5, 4].map((journeysPerSecond) => one('textbook', 1, { journeysPerSecond })),
  ...[20, 16, 24].map((journeysPerSecond) => one('ours', 16, { journeysPerSecond, p99Ms: 90 })),
  ...[10, 10, 11].map((journeysPerSecond) => one('textbook', 16, { journeysPerSecond, p99Ms: 300 })),
];
const findings = { measured, history, statementsPerCommand: 2 };

it('tells ratios of medians by their names, and the worse of the two for the slowest commands', () => {
  expect(toFigures(findings)).toEqual({
    ratio1: 2.4, ratio16: 2, cpuRatio: 0.83, commandP99Ratio: 0.4, journeysPerSecond1: 12, journeysPerSecond16: 20, textbook1: 5, textbook16: 10,
    eventsPerJourney: 57, bytesPerJourney: 12_000, workflowTasksPerJourney: 10, statementsPerCommand: 2,
  });
});

it('counts the CPU of what is under test: what both stand on and the own processes, not who plays the clients', () => {
  expect(cpuOfSystem(one('ours', 16))).toBe(30);
  expect(cpuOfSystem(one('textbook', 16))).toBe(36);
  expect(cpuOfSystem(one('ours', 16, { cpuPerJourney: {} }))).toBeUndefined();
});

it('is complete whatever the speed, but not with a failed visit, a missing figure or a journey that costs too much', () => {
  const slow = measured.map((visit) => (visit.side === 'ours' ? { ...visit, journeysPerSecond: 1 } : visit));
  expect(isComplete(toFigures({ ...findings, measured: slow }), slow)).toBe(true);
  const failed = [...measured, one('ours', 1, { failures: ['dose: 409'] })];
  expect(isComplete(toFigures({ ...findings, measured: failed }), failed)).toBe(false);
  const oneClientOnly = measured.filter(({ clients }) => clients === 1);
  expect(isComplete(toFigures({ ...findings, measured: oneClientOnly }), oneClientOnly)).toBe(false);
  expect(isComplete(toFigures({ ...findings, statementsPerCommand: 2.1 }), measured)).toBe(false);
  expect(isComplete(toFigures({ ...findings, history: { ...history, events: 81 } }), measured)).toBe(false);
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[], undefined],
  [[1, undefined], undefined],
])('the median of %j is %s', (values, middle) => {
  expect(median(values)).toBe(middle);
});
