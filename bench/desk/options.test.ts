import { readOptions } from './options.js';

it('measures three times for 15 s unless told otherwise', () => {
  expect(readOptions([])).toEqual({ seconds: 15, alternations: 3, seed: 7 });
  expect(readOptions(['--seconds', '5'])).toMatchObject({ seconds: 5 });
});

it.each([[['--seconds', '0']], [['--alternations', '']], [['--clients', '4']]])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow(/--/);
});
