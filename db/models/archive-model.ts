import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class ArchiveModel extends Model<InferAttributes<ArchiveModel>, InferCreationAttributes<ArchiveModel>> {
  declare residentId: string;
  declare registry: string | null;
  declare archiveNoEnc: Buffer | null;
  declare version: CreationOptional<number>;
  declare registryVersion: string | null;
  declare state: CreationOptional<string>;
}

const ATTRIBUTES = {
  residentId: { type: DataTypes.UUID, primaryKey: true },
  registry: DataTypes.TEXT,
  archiveNoEnc: DataTypes.BLOB,
  version: DataTypes.INTEGER,
  registryVersion: DataTypes.TEXT,
  state: DataTypes.TEXT,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindArchiveModel(sequelize: Sequelize): typeof ArchiveModel {
  class Bound extends ArchiveModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'ArchiveModel', tableName: 'archives', timestamps: false, underscored: true });
  return Bound;
}
