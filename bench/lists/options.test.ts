import { readOptions } from './options.js';

it('measures a million journeys unless told otherwise', () => {
  expect(readOptions([])).toEqual({ journeys: 1_000_000, requests: 300, seed: 7, only: '' });
  expect(readOptions(['--journeys', '20000', '--requests', '5', '--only', 'counts'])).toMatchObject({ journeys: 20_000, requests: 5, only: 'counts' });
});

it.each([[['--journeys', '19999']], [['--requests', '0']], [['--seed', 'x']], [['--unknown', '1']]])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow(/--|unknown/);
});
