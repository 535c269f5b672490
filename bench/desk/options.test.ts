import { readOptions } from './options.js';

it('measures three times for 30 s unless told otherwise', () => {
  expect(readOptions([])).toEqual({ seconds: 30, alternations: 3, pauseMs: 500, seed: 7 });
  expect(readOptions(['--seconds', '5'])).toMatchObject({ seconds: 5 });
});

it.each([[['--seconds', '0']], [['--alternations', '']], [['--clients', '4']]])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow(/--/);
});
