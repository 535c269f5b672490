import { countOf, isSame, toApply, toSave } from './saved-query.js';

const counts = [
  { id: '1', kind: 'identity-differs', queue: 'unclaimed', count: 3 },
  { id: '2', kind: 'identity-differs', queue: 'in-hand', count: 1 },
  { id: '3', kind: 'registry-rejected', queue: 'unclaimed', count: 1_001 },
];
const needs = [{ id: '4', need: 'overdue' as const, count: 2 }];

it.each([
  [{ kind: 'identity-differs', queue: 'unclaimed' }, 3],
  [{ kind: 'identity-differs' }, 4],
  [{ queue: 'unclaimed' }, 1_004],
  [{ queue: 're-review' }, 0],
  [{ need: 'overdue' }, 2],
  [{ need: 'mine' }, 0],
  [{ need: 'overdue', kind: 'identity-differs' }, null],
  [{ siteId: 'a', queue: 'unclaimed' }, null],
  [{ area: '440100' }, null],
])('counts %j as far as the counts of the place tell: %j', (filter, count) => {
  expect(countOf(filter, {}, { counts, needs })).toBe(count);
});

it('counts nothing before counts are known, and those of the place that is shown', () => {
  expect(countOf({ queue: 'unclaimed' }, {}, { counts: undefined, needs })).toBeNull();
  expect(countOf({ siteId: 'a', queue: 'in-hand' }, { siteId: 'a', kind: 'registry-rejected' }, { counts, needs })).toBe(1);
});

it('keeps what narrows the list, and not the number of a case', () => {
  expect(toSave({ kind: 'identity-differs', number: '01a1b2c3' })).toEqual({ kind: 'identity-differs' });
  expect(toSave({ number: '01a1b2c3' })).toBeNull();
});

it('asks for the site that is shown, for whoever has to name one', () => {
  expect(toApply({ queue: 'unclaimed' }, { siteId: 'a', kind: 'x' }, true)).toEqual({ siteId: 'a', queue: 'unclaimed' });
  expect(toApply({ siteId: 'b' }, { siteId: 'a' }, true)).toEqual({ siteId: 'b' });
  expect(toApply({ queue: 'unclaimed' }, { siteId: 'a' }, false)).toEqual({ queue: 'unclaimed' });
});

it('knows which one is shown', () => {
  expect(isSame({ kind: 'x', queue: 'y' }, { queue: 'y', kind: 'x' })).toBe(true);
  expect(isSame({ kind: 'x' }, { kind: 'x', number: '01a1b2c3' })).toBe(false);
});
