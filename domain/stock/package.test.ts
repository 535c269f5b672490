import { policies } from '../journey/journey-fixtures.js';
import { instantAt, toLocalDate, type Instant } from '../time.js';
import { discardTime, lotRefusal, packageKey, packageRefusal, packageStanding, productOfPackage, readPackage, vialRefusal } from './package.js';

const today = toLocalDate('2026-11-24');
const NINE = instantAt(today, '09:00');
const later = (minutes: number) => (NINE + minutes * 60_000) as Instant;
const product = (productId: string) => policies.products.find((one) => one.productId === productId)!;
const GS1 = `(01)${product('mmr').gtin}(17)280531(10)L7(21)S9`;
const lot = { productId: 'mmr', lot: 'L7', expiresOn: toLocalDate('2028-05-31'), status: 'usable' as const };

it.each([
  { fact: '20 digits', scanned: '84100400000000000001', productId: 'mmr', key: '84100400000000000001' },
  { fact: '20 digits of a linear barcode', scanned: ']C084100500000000000001\r\n', productId: 'je-l', key: '84100500000000000001' },
  { fact: 'a GS1 DataMatrix', scanned: `]d201${product('mmr').gtin}1728053110L7\u001d21S9`, productId: 'mmr', key: `01${product('mmr').gtin}21S9` },
  { fact: 'a product that nobody has', scanned: '99999990000000000001', productId: undefined, key: '99999990000000000001' },
])('reads $fact, and whose package it is', ({ scanned, productId, key }) => {
  const code = readPackage(scanned, today)!;
  expect([productOfPackage(code, policies.products)?.productId, code.traceCode, packageKey(scanned)]).toEqual([productId, key, key]);
});

it.each(['8410040', 'L7', '440199202406010021'])('takes %s for no package', (text) => {
  expect([readPackage(text, today), packageKey(text)]).toEqual([null, null]);
});

it('counts the package of a GS1 code by GTIN and serial, whatever lot and expiry are said with it', () => {
  expect(packageKey(GS1)).toBe(packageKey(GS1.replace('(17)280531(10)L7', '(17)290101(10)L8')));
});

it.each([
  { fact: 'of the same lot and expiry', said: 'L7', expiresOn: '2028-05-31', code: undefined },
  { fact: 'of another lot than was said', said: 'L8', expiresOn: '2028-05-31', code: 'lot-differs-from-scan' },
  { fact: 'of another expiry than on record', said: 'L7', expiresOn: '2028-06-30', code: 'expiry-differs-from-scan' },
])('judges a GS1 package $fact', ({ said, expiresOn, code }) => {
  expect(packageRefusal(readPackage(GS1, today)!, said, { ...lot, expiresOn: toLocalDate(expiresOn) }, today)?.code).toBe(code);
});

it('takes a lot on its expiry date and refuses it the day after', () => {
  expect(lotRefusal(lot, toLocalDate('2028-05-31'))).toBeNull();
  expect(lotRefusal(lot, toLocalDate('2028-06-01'))).toEqual({ code: 'lot-expired', expiresOn: '2028-05-31' });
});

describe('an opened package of several doses', () => {
  it.each([
    { productId: 'je-l', kind: 'live', minutes: 30 },
    { productId: 'covid-i', kind: 'inactivated', minutes: 60 },
  ])('of a $kind vaccine is usable for $minutes minutes', ({ productId, minutes }) => {
    const opened = { openedAt: NINE };
    expect(discardTime(product(productId), NINE)).toBe(later(minutes));
    expect(vialRefusal(product(productId), opened, later(minutes))).toBeNull();
    expect(vialRefusal(product(productId), opened, (later(minutes) + 1) as Instant)).toEqual({ code: 'vial-past-discard-time', discardAt: later(minutes) });
  });

  it('has no such time while it is unopened, nor has a package of one dose', () => {
    expect([discardTime(product('je-l'), null), discardTime(product('mmr'), NINE)]).toEqual([null, null]);
  });
});

describe('what a scan is told', () => {
  const ask = (change: object) => packageStanding({ code: readPackage('84100500000000000001', today)!, product: product('je-l'), said: 'L7', lot: { ...lot, productId: 'je-l' }, known: { uses: 1, openedAt: NINE }, ...change }, later(5));

  it.each([
    { fact: 'a usable one', change: {}, told: { usesLeft: 4, discardAt: later(30), refusal: null } },
    { fact: 'one whose lot nobody has named', change: { said: null, lot: null }, told: { usesLeft: 4, refusal: null } },
    { fact: 'one that is used up', change: { known: { uses: 5, openedAt: NINE } }, told: { usesLeft: 0, refusal: { code: 'trace-code-over-used', dosesPerPackage: 5 } } },
    { fact: 'one that stood open too long', change: { known: { uses: 1, openedAt: later(-31) } }, told: { refusal: { code: 'vial-past-discard-time' } } },
    { fact: 'one of a recalled lot', change: { lot: { ...lot, status: 'recalled' } }, told: { refusal: { code: 'lot-recalled' } } },
    { fact: 'one of no product of ours', change: { product: undefined }, told: { usesLeft: null, refusal: { code: 'product-unknown', productId: '8410050' } } },
  ])('says of $fact', ({ change, told }) => {
    expect(ask(change)).toMatchObject(told);
  });
});
