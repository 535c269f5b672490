import { serverTime } from './server-time.js';

const asOf = '2026-11-28T01:00:00.000Z';

it('is the time of the API and what has passed since, whatever the clock of the device', () => {
  expect(serverTime(asOf, 5_000_000, 5_030_000)).toBe('2026-11-28T01:00:29.000Z');
});

it('never runs ahead, also where the clock of the device was set back', () => {
  expect(serverTime(asOf, 5_000_000, 1_000_000)).toBe('2026-11-28T00:59:59.000Z');
});
