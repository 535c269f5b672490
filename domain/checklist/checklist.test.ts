import { checklistItems, policies } from '../journey/journey-fixtures.js';
import { toLocalDate } from '../time.js';
import { checkedPlace, checklistRefusal, readName, type Proof } from './checklist.js';

const product = policies.products.find(({ productId }) => productId === 'mmr')!;
const proof: Proof = { product, birthDate: toLocalDate('2024-06-01'), nameAgrees: true, today: toLocalDate('2026-03-02') };
const items = checklistItems('mmr');
const said = (item: string, change: object) => items.map((entry) => (entry.item === item ? { ...entry, ...change } : entry));
const judge = (filled: typeof items, known: Partial<Proof> = {}) =>
  checklistRefusal({ items: filled, vaccinatorConfirmed: true, residentConfirmation: { by: 'guardian', how: 'second-screen' } }, policies.checklist, { ...proof, ...known });

it('has the eleven items of the Norms: 三查 3, 七对 7, 一验证 1', () => {
  const idsOf = (group: string) => policies.checklist.filter((item) => item.group === group).map(({ id }) => id);
  expect(idsOf('三查')).toEqual(['health', 'certificate', 'vial-and-syringe']);
  expect(idsOf('七对')).toEqual(['name', 'age', 'product', 'specification', 'dose', 'body-site', 'route']);
  expect(idsOf('一验证')).toEqual(['resident-verifies']);
});

it('takes a list in which staff have ticked each of their items', () => {
  expect(judge(items)).toBeNull();
});

it('does not let staff tick what is the act of the resident', () => {
  expect(judge([...items, { ...items[0]!, item: 'resident-verifies' }])).toEqual({ code: 'checklist-item-unknown', item: 'resident-verifies' });
});

it.each([
  { item: 'product', source: 'scan', value: '麻腮风减毒活疫苗', agrees: true },
  { item: 'product', source: 'scan', value: 'mmr', agrees: true },
  { item: 'product', source: 'scan', value: '百白破疫苗', agrees: false },
  { item: 'product', source: 'archive', value: 'ok', agrees: false },
  { item: 'specification', source: 'scan', value: '０.５ mL', agrees: true },
  { item: 'specification', source: 'scan', value: '1mL', agrees: false },
  { item: 'age', source: 'archive', value: '2024-06-01', agrees: true },
  { item: 'age', source: 'archive', value: '1', agrees: true },
  { item: 'age', source: 'scan', value: '2', agrees: false },
])('compares $item from $source: $value', ({ item, source, value, agrees }) => {
  expect(judge(said(item, { source, value }))).toEqual(agrees ? null : { code: 'checklist-item-differs', item });
});

it('compares a name that was read with the one on record', () => {
  const read = said('name', { source: 'scan', value: '欧阳示例' });
  expect([judge(read), judge(read, { nameAgrees: false }), judge(read, { nameAgrees: null })]).toEqual([null, { code: 'checklist-item-differs', item: 'name' }, { code: 'checklist-item-differs', item: 'name' }]);
  expect([readName(read), readName(items)]).toEqual(['欧阳示例', undefined]);
});

it.each(['health', 'certificate', 'vial-and-syringe', 'dose', 'body-site', 'route'])('leaves %s open while no person says it', (item) => {
  expect(judge(said(item, { source: 'scan' }))).toEqual({ code: 'checklist-item-open', item });
});

it('refuses another dose than the product has (H3)', () => {
  expect(judge(said('dose', { value: '0.5ML' }))).toBeNull();
  expect(judge(said('dose', { value: '1.0 mL' }))).toEqual({ code: 'dose-amount-not-allowed', allowed: '0.5 mL' });
});

it('says where and how it is to be injected (H3)', () => {
  expect(checkedPlace(items)).toEqual({ bodySite: 'left-upper-arm', route: 'SC' });
});
