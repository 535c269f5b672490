import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class ApiClientModel extends Model<InferAttributes<ApiClientModel>, InferCreationAttributes<ApiClientModel>> {
  declare id: string;
  declare name: string;
  declare kind: string;
  declare areaCode: string | null;
  declare jwks: unknown;
  declare scopes: string[];
  declare status: CreationOptional<string>;
  declare createdAt: CreationOptional<Date>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.TEXT, primaryKey: true },
  name: DataTypes.TEXT,
  kind: DataTypes.TEXT,
  areaCode: DataTypes.TEXT,
  jwks: DataTypes.JSONB,
  scopes: DataTypes.ARRAY(DataTypes.TEXT),
  status: DataTypes.TEXT,
  createdAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindApiClientModel(sequelize: Sequelize): typeof ApiClientModel {
  class Bound extends ApiClientModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'ApiClientModel', tableName: 'api_clients', timestamps: false, underscored: true });
  return Bound;
}
