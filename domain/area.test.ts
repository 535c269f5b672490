import { describe, expect, it } from '@jest/globals';
import { areaPrefix, liesIn } from './area.js';
import { toAreaCode } from './ids.js';

describe('an area', () => {
  it.each([['440000', '44'], ['440300', '4403'], ['440106', '440106'], ['441900', '4419']])('%s is all that begins with %s', (code, prefix) => {
    expect(areaPrefix(toAreaCode(code))).toBe(prefix);
  });

  it.each([['440000', '440106', true], ['440100', '440106', true], ['440100', '440300', false], ['440106', '440100', false], ['440106', '440106', true]])('%s holds %s: %s', (area, other, holds) => {
    expect(liesIn(toAreaCode(area), toAreaCode(other))).toBe(holds);
  });
});
