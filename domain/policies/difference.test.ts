import { fc, it as property } from '@fast-check/jest';
import tiers from '../../policies/identity-tiers.json' with { type: 'json' };
import checklist from '../../policies/checklist.json' with { type: 'json' };
import { differenceOf } from './difference.js';

const changed = <T>(document: T, change: (copy: T) => void): T => {
  const copy = structuredClone(document);
  change(copy);
  return copy;
};

describe('the difference of two documents', () => {
  it('names the place, what was there and what is there now', () => {
    const after = changed(tiers, (copy) => void (copy.editions[0]!.tiers[1]!.fromYears = 18));
    expect(differenceOf(tiers, after)).toEqual([{ path: 'editions.2022-09-20.tiers.1.fromYears', before: '17', after: '18' }]);
  });

  it('shows an entry that was put in between as one, not as all that moved', () => {
    const after = changed(checklist, ({ items }) => void items.splice(3, 0, { ...items[0]!, id: 'new' }));
    expect(differenceOf(checklist, after)).toEqual([{ path: 'items.new', before: null, after: JSON.stringify({ ...checklist.items[0], id: 'new' }) }]);
    expect(differenceOf(after, checklist)).toEqual([{ path: 'items.new', before: JSON.stringify({ ...checklist.items[0], id: 'new' }), after: null }]);
  });

  it('shows entries that changed places', () => {
    expect(differenceOf(checklist, changed(checklist, ({ items }) => void items.reverse()))).not.toEqual([]);
  });

  it('says nothing of keys in another order', () => {
    expect(differenceOf({ a: 1, b: { c: 2, d: null } }, { b: { d: null, c: 2 }, a: 1 })).toEqual([]);
  });

  const json = fc.jsonValue({ maxDepth: 4 });
  property.prop([json])('is empty of a document and itself', (document) => {
    expect(differenceOf(document, structuredClone(document))).toEqual([]);
  });

  property.prop([json, json])('is empty of equal documents alone, and says of each place two things that differ', (before, after) => {
    const found = differenceOf(before, after);
    expect(found.length === 0).toBe(inOneOrder(before) === inOneOrder(after));
    for (const { before: was, after: is } of found) expect(was).not.toBe(is);
  });

  property.prop([json, json])('is the other way round when the documents are', (before, after) => {
    const turned = differenceOf(after, before).map(({ path, before: is, after: was }) => ({ path, before: was, after: is }));
    expect(sorted(turned)).toEqual(sorted(differenceOf(before, after)));
  });
});

const sorted = (found: ReturnType<typeof differenceOf>) => found.map((one) => JSON.stringify(one)).sort();

/** JSON with the keys of every object in one order. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}
