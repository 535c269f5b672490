import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class SiteModel extends Model<InferAttributes<SiteModel>, InferCreationAttributes<SiteModel>> {
  declare id: string;
  declare name: unknown;
  declare areaCode: string;
  declare address: string | null;
  declare registry: string;
  declare switchedOnOn: string | null;
  declare stationPlan: CreationOptional<unknown>;
  declare code: CreationOptional<string | null>;
  declare hours: CreationOptional<unknown>;
  declare switchedOffOn: CreationOptional<string | null>;
  declare version: CreationOptional<number>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  name: DataTypes.JSONB,
  areaCode: DataTypes.TEXT,
  address: DataTypes.TEXT,
  registry: DataTypes.TEXT,
  switchedOnOn: DataTypes.DATEONLY,
  stationPlan: DataTypes.JSONB,
  code: DataTypes.TEXT,
  hours: DataTypes.JSONB,
  switchedOffOn: DataTypes.DATEONLY,
  version: DataTypes.INTEGER,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindSiteModel(sequelize: Sequelize): typeof SiteModel {
  class Bound extends SiteModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'SiteModel', tableName: 'sites', timestamps: false, underscored: true });
  return Bound;
}
