import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class LotModel extends Model<InferAttributes<LotModel>, InferCreationAttributes<LotModel>> {
  declare productId: string;
  declare lot: string;
  declare expiresOn: string;
  declare status: string;
}

const ATTRIBUTES = {
  productId: { type: DataTypes.TEXT, primaryKey: true },
  lot: { type: DataTypes.TEXT, primaryKey: true },
  expiresOn: DataTypes.DATEONLY,
  status: DataTypes.TEXT,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindLotModel(sequelize: Sequelize): typeof LotModel {
  class Bound extends LotModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'LotModel', tableName: 'lots', timestamps: false, underscored: true });
  return Bound;
}
