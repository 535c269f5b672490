import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class BreakerModel extends Model<InferAttributes<BreakerModel>, InferCreationAttributes<BreakerModel>> {
  declare system: string;
  declare state: string;
  declare until: Date | null;
  declare failures: number;
  declare updatedAt: Date;
}

const ATTRIBUTES = {
  system: { type: DataTypes.TEXT, primaryKey: true },
  state: DataTypes.TEXT,
  until: DataTypes.DATE,
  failures: DataTypes.INTEGER,
  updatedAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindBreakerModel(sequelize: Sequelize): typeof BreakerModel {
  class Bound extends BreakerModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'BreakerModel', tableName: 'breakers', timestamps: false, underscored: true });
  return Bound;
}
