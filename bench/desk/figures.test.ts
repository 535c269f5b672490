import type { Latencies, Measured } from './measure.js';
import { isComplete, toFigures, toTable, type Results } from './figures.js';

const taking = (identify: number, verify = identify, recordDose = identify): Measured => ({ latencies: { identify: [identify], verify: [verify], recordDose: [recordDose] } as Latencies, failures: [] });

const results: Results = {
  ours: { 1: taking(5), 10: taking(10, 20, 30), 30: taking(40) },
  bare: { 1: taking(20), 10: taking(40), 30: taking(100) },
  down: { refusing: taking(11), blackholed: taking(10, 30), engine: taking(10, 20, 33) },
  unnoticed: taking(300),
  walkIn: taking(70),
};

it('are the worst of all commands and numbers of journeys', () => {
  expect(toFigures(results)).toEqual({
    identifyP99Ms: 10, verifyP99Ms: 20, doseP99Ms: 30, ratioToBareUpdate: 0.75, registriesDownRatio: 1.5, engineDownRatio: 1.1, unnoticedExtraMs: 290, walkInIdentifyP99Ms: 70,
  });
});

it('are complete where everything was measured and nothing failed', () => {
  expect(isComplete(toFigures(results), results)).toBe(true);
  const failed = { ...results, walkIn: { ...results.walkIn, failures: ['409'] } };
  expect(isComplete(toFigures(failed), failed)).toBe(false);
  const unasked = { ...results, unnoticed: { ...results.unnoticed, latencies: { identify: [300], verify: [], recordDose: [1] } } };
  expect(isComplete(toFigures(unasked), unasked)).toBe(false);
});

it('stand in a line for each measurement', () => {
  expect(toTable(results).split('\n')).toHaveLength(12);
});
