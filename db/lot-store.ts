import type { Sequelize } from 'sequelize';
import type { LotFact } from '../domain/journey/facts.js';
import { toLocalDate } from '../domain/time.js';
import { bindLotModel, type LotModel } from './models/lot-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type LotStore = ReturnType<typeof createLotStore>;

/** Lots of products; `verify` and `recordDose` read their state at the door. */
export function createLotStore(sequelize: Sequelize) {
  const lots = bindLotModel(sequelize);
  return {
    get: (scope: Scope, { productId, lot }: { productId: string; lot: string }): Promise<LotFact | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await lots.findOne({ where: { productId, lot }, transaction });
        return row && toLot(row);
      }),

    /** Adds a lot or changes its state: usable, held, recalled. */
    keep: (scope: Scope, lot: LotFact): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        await lots.upsert({ ...lot }, { transaction, returning: false });
      }),
  };
}

function toLot({ productId, lot, expiresOn, status }: LotModel): LotFact {
  return { productId, lot, expiresOn: toLocalDate(expiresOn), status: status as LotFact['status'] };
}
