import { isWithin, toFigures, toRounded, toTable } from './figures.js';
import type { Measured } from './measure.js';

const list = (name: string, more: Partial<Measured> = {}): Measured => ({ name, rows: 50, smallP50Ms: 2, p50Ms: 2.2, p99Ms: 9.876, ratio: 1.1, ...more });

describe('figures of lists', () => {
  it('are those of the worst list, each by itself', () => {
    expect(toFigures([list('a', { ratio: 1.4 }), list('b', { p99Ms: 48.129 }), list('c')])).toEqual({ worstRatio: 1.4, worstP99Ms: 48.13, lists: 3 });
  });

  it.each<[string, Measured[], boolean]>([
    ['hold at the limits', [list('a', { ratio: 1.5, p99Ms: 50 })], true],
    ['do not hold when one list costs more than half more', [list('a'), list('b', { ratio: 1.51 })], false],
    ['do not hold when one list has a p99 above the limit', [list('a'), list('b', { p99Ms: 50.1 })], false],
    ['do not hold when nothing was measured', [], false],
  ])('%s', (_, measured, within) => {
    expect(isWithin(toFigures(measured))).toBe(within);
  });

  it('mark in the table what is beyond a limit, and nothing else', () => {
    const [, good, bad] = toTable([list('good'), list('bad', { ratio: 3 })]).split('\n');
    expect(good).toMatch(/^good +50 +2\.00 +2\.20 +9\.88 +1\.10$/);
    expect(bad).toMatch(/3\.00 {2}<<$/);
  });

  it('are rounded in the result', () => {
    expect(toRounded(list('a'))).toEqual({ name: 'a', rows: 50, smallP50Ms: 2, p50Ms: 2.2, p99Ms: 9.88, ratio: 1.1 });
  });
});
