import { pathOf, scaleOf } from './chart-path.js';

const frame = { from: 0, to: 100, most: 10, width: 200, height: 50 };

it.each([[[3], 10, 10], [[11], 10, 20], [[201, 7], 1, 500], [[0], 1, 1], [[999], 1, 1000], [[], 5, 5]] as const)('gives values %j, at least %i, the scale %i', (values, least, scale) => {
  expect(scaleOf(values, least)).toBe(scale);
});

it('draws a line from point to point, up where the value grows', () => {
  expect(pathOf([{ at: 0, value: 0 }, { at: 50, value: 10 }, { at: 100, value: 5 }], frame, 60)).toBe('M0 50h0.01L100 0L200 25');
});

it('breaks where there is no value and where time passed without any, and shows a lone point', () => {
  expect(pathOf([{ at: 0, value: 0 }, { at: 10, value: null }, { at: 20, value: 10 }], frame, 60)).toBe('M0 50h0.01M40 0h0.01');
  expect(pathOf([{ at: 0, value: 0 }, { at: 90, value: 10 }], frame, 60)).toBe('M0 50h0.01M180 0h0.01');
});

it('leaves out what lies outside its frame', () => {
  expect(pathOf([{ at: -10, value: 1 }, { at: 110, value: 1 }], frame, 60)).toBe('');
});
