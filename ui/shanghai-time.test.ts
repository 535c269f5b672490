import { shanghaiTime, today } from './shanghai-time.js';

it('tells the time of Shanghai, whatever the zone of the browser', () => {
  expect(shanghaiTime('2026-11-24T16:30:05.678Z')).toBe('2026-11-25 00:30:05');
  expect(shanghaiTime(Date.parse('2026-11-24T16:30:05.678Z'))).toBe('2026-11-25 00:30:05');
});

it('shows what is no time as it is', () => {
  expect(shanghaiTime('soon')).toBe('soon');
});

it('begins with the day that it is in Shanghai', () => {
  expect([shanghaiTime(Date.now() - 1_000), shanghaiTime(Date.now())].map((time) => time.slice(0, 10))).toContain(today());
});
