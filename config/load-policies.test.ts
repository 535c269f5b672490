import { expect, it } from '@jest/globals';
import { loadPolicies } from './load-policies.js';
import { CLOCK_POLICIES } from './variables.js';

it.each(CLOCK_POLICIES)('reads every shipped policy with %s', (clocks) => {
  const policies = loadPolicies(clocks);
  expect(policies.checklist).toHaveLength(11);
  expect(policies.clocks.observationMs).toBeGreaterThan(0);
});

it('has a rule for the series of every product, with an interval before each later dose', () => {
  const { products, schedule } = loadPolicies('clocks');
  for (const product of products) expect(schedule.series.map((rule) => rule.series)).toContain(product.series);
  for (const rule of schedule.series) expect(rule.minIntervalDays).toHaveLength(rule.minAgeMonths.length - 1);
});

it('keeps the real clocks of the regulation', () => {
  const { clocks } = loadPolicies('clocks');
  expect(clocks).toMatchObject({ observationMs: 30 * 60_000, uploadDueMs: 24 * 3_600_000, healthCodeValidMs: 60_000, lookUpWaitMs: 300 });
});
