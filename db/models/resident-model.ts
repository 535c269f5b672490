import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class ResidentModel extends Model<InferAttributes<ResidentModel>, InferCreationAttributes<ResidentModel>> {
  declare id: string;
  declare nameEnc: Buffer;
  declare phoneEnc: Buffer | null;
  declare sex: string;
  declare birthDate: string;
  declare nationality: string;
  declare version: CreationOptional<number>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  nameEnc: DataTypes.BLOB,
  phoneEnc: DataTypes.BLOB,
  sex: DataTypes.TEXT,
  birthDate: DataTypes.DATEONLY,
  nationality: DataTypes.TEXT,
  version: DataTypes.INTEGER,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindResidentModel(sequelize: Sequelize): typeof ResidentModel {
  class Bound extends ResidentModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'ResidentModel', tableName: 'residents', timestamps: false, underscored: true });
  return Bound;
}
