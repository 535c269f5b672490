import { readOptions } from './options.js';

it('measures five times a minute at one and at sixteen clients unless told otherwise', () => {
  expect(readOptions([])).toMatchObject({ seconds: 60, alternations: 5, clients: [1, 16] });
  expect(readOptions(['--seconds', '5', '--clients', '4'])).toMatchObject({ seconds: 5, clients: [4] });
});

it.each([[['--seconds', '0']], [['--clients', '1,x']], [['--alternations', '']], [['--unknown', '1']]])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow(/--|unknown/);
});
