import fc from 'fast-check';
import { isSameName } from '../../domain/identity/names.js';
import { addDays, toLocalDate } from '../../domain/time.js';
import { misdate, misspell, transpose } from './misspelling.js';
import { drawLatinName, drawMinorityName, drawName } from './names.js';
import { createRandom } from './random.js';

const today = toLocalDate('2026-11-24');
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

it.each([
  { of: 'two or three characters', draw: drawName },
  { of: 'a minority', draw: drawMinorityName },
  { of: 'Latin letters', draw: drawLatinName },
])('a misspelt name of $of names somebody else', ({ draw }) => {
  fc.assert(
    fc.property(seeds, fc.constantFrom('male' as const, 'female' as const), (seed, sex) => {
      const random = createRandom(seed);
      const name = draw(random, sex);
      expect(isSameName(misspell(random, name), name)).toBe(false);
    }),
  );
});

it.each([
  { day: '2020-03-05', wrong: '2020-05-03' },
  { day: '2020-03-25', wrong: '2020-03-24' },
  { day: '2020-03-03', wrong: '2020-03-02' },
  { day: '2026-03-12', wrong: '2026-03-11' },
])('$day is misread as $wrong', ({ day, wrong }) => expect(misdate(toLocalDate(day), today)).toBe(wrong));

it('a misread day is another one, and not to come', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 35_000 }), (days) => {
      const day = addDays(today, -days);
      const wrong = misdate(day, today);
      expect(wrong).not.toBe(day);
      expect(wrong <= today).toBe(true);
    }),
  );
});

it('a transposed number is another of the same length and characters, or ends in another digit', () => {
  fc.assert(
    fc.property(seeds, fc.stringMatching(/^[A-Z]{0,3}\d{8,18}$/), (seed, number) => {
      const wrong = transpose(createRandom(seed), number);
      expect([wrong.length, wrong === number]).toEqual([number.length, false]);
      const differing = [...wrong].flatMap((digit, n) => (digit === number[n] ? [] : [n]));
      expect(differing.length === 1 ? differing : (differing[1] ?? 0) - (differing[0] ?? 0)).toEqual(differing.length === 1 ? [number.length - 1] : 1);
    }),
  );
});
