import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class HealthCodeModel extends Model<InferAttributes<HealthCodeModel>, InferCreationAttributes<HealthCodeModel>> {
  declare id: string;
  declare residentId: string;
  declare status: CreationOptional<string>;
  declare attribute: CreationOptional<string>;
  declare version: CreationOptional<number>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  residentId: DataTypes.UUID,
  status: DataTypes.TEXT,
  attribute: DataTypes.TEXT,
  version: DataTypes.INTEGER,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindHealthCodeModel(sequelize: Sequelize): typeof HealthCodeModel {
  class Bound extends HealthCodeModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'HealthCodeModel', tableName: 'health_codes', timestamps: false, underscored: true });
  return Bound;
}
