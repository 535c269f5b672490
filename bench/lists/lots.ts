import type { LotFilter } from '../../db/lot-store.js';
import { toAreaCode } from '../../domain/ids.js';
import type { LotFact } from '../../domain/journey/facts.js';
import type { Random } from '../../simulators/residents/random.js';
import { pagesOf, TARGETS, type ListUnderTest } from './list.js';
import { rowOf, type Row } from './rows.js';
import type { Tables } from './table-under-test.js';

/** Assumed: a lot in the books for so many visits, in a few products, some of them stopped. */
const VISITS_PER_LOT = 500;
const PRODUCTS = ['hepb-10', 'ipv', 'dtap', 'mmr', 'je-l', 'mpsv-ac', 'hepa-l', 'covid-i', 'ppv23'] as const;
const STATES: readonly (readonly [LotFact['status'], number])[] = [['usable', 94], ['held', 4], ['recalled', 2]];
/** The first ones, of the first product, are those that the doses are of. */
export const LOTS_IN_USE = 2;

export const lotOf = (n: number): string => `L${String(n).padStart(5, '0')}`;

export function* rowsOfLots(random: Random, journeys: number): Generator<Row> {
  for (let n = 0; n < Math.max(LOTS_IN_USE * PRODUCTS.length, journeys / VISITS_PER_LOT); n += 1) {
    yield rowOf('lots', { product_id: PRODUCTS[n % PRODUCTS.length] ?? '', lot: lotOf(Math.floor(n / PRODUCTS.length)), expires_on: '2028-12-31', status: random.weighted(STATES) });
  }
}

type Drawn = Pick<LotFact, 'productId' | 'status'>;

const drawLots = (tables: Tables): Promise<Drawn[]> => tables.rows<Drawn>(`select product_id as "productId", status from lots order by md5(product_id || lot) limit ${TARGETS}`);

const listed = (name: string, filterBy: (drawn: Drawn) => LotFilter): ListUnderTest[] =>
  pagesOf(name, async (tables) => (await drawLots(tables)).map((drawn) => (page) => tables.lots.list({ area: toAreaCode('440000') }, { ...filterBy(drawn), ...page })));

export const LOT_LISTS_UNDER_TEST: ListUnderTest[] = [
  ...listed('lots', () => ({})),
  ...listed('lots by product', ({ productId }) => ({ productId })),
  ...listed('lots by status', ({ status }) => ({ status })),
  ...listed('lots by product+status', (drawn) => drawn),
];
