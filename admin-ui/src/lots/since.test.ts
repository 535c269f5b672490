import { instantOf } from './since.js';

it('takes a typed time as that of Shanghai, wherever the browser is', () => {
  expect(instantOf('2026-11-28T07:30')).toBe('2026-11-27T23:30:00.000Z');
});
