import { clockText } from './clock-text.js';

it.each([
  [30 * 60_000, '0:30:00'],
  [1, '0:00:01'],
  [25 * 3_600_000 + 61_000, '1 d 1:01:01'],
  [0, null],
  [-5_000, null],
])('shows %i ms as %s', (leftMs, text) => {
  expect(clockText(leftMs)).toBe(text);
});
