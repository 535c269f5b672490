import { literal, Op, type Sequelize, type Transaction, type WhereOptions } from 'sequelize';
import type { LotFact } from '../domain/journey/facts.js';
import { toLocalDate } from '../domain/time.js';
import { asList, decodeCursor, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { bindLotModel, type LotModel } from './models/lot-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type LotKey = Pick<LotFact, 'productId' | 'lot'>;
export type LotFilter = { productId?: string | undefined; status?: LotFact['status'] | undefined };

export type LotStore = ReturnType<typeof createLotStore>;

/** Lots of products; `verify` and `recordDose` read their state at the door. What changes the state stands in `lot-hold-store.ts`. */
export function createLotStore(sequelize: Sequelize) {
  const lots = bindLotModel(sequelize);
  return {
    get: (scope: Scope, { productId, lot }: LotKey, outer?: Transaction): Promise<LotFact | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await lots.findOne({ where: { productId, lot }, transaction });
        return row && toLot(row);
      }, outer),

    /** By product and lot; of one state in the order of its index. Throws `UnsupportedListError`. */
    list: (scope: Scope, { productId, status, ...page }: LotFilter & PageRequest): Promise<Page<LotFact>> =>
      asList(() =>
        withScope(sequelize, scope, async (transaction) => {
          const after = page.after === undefined ? [] : [beyond(sequelize, page.after)];
          const where: WhereOptions = { [Op.and]: [{ ...(productId !== undefined && { productId }), ...(status && { status }) }, ...after] };
          const order: [string, string][] = [['productId', 'asc'], ['lot', 'asc']];
          const rows = await lots.findAll({ where, order, limit: pageSize(page.first) + 1, transaction });
          return pageOf(rows, page, toLot, (row) => [row.productId, row.lot]);
        }),
      ),
  };
}

function beyond(sequelize: Sequelize, after: string) {
  const [productId, lot] = decodeCursor(after);
  return literal(`(product_id, lot) > (${sequelize.escape(productId)}, ${sequelize.escape(lot)})`);
}

function toLot({ productId, lot, expiresOn, status }: LotModel): LotFact {
  return { productId, lot, expiresOn: toLocalDate(expiresOn), status: status as LotFact['status'] };
}
