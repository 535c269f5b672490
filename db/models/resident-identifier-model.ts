import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class ResidentIdentifierModel extends Model<InferAttributes<ResidentIdentifierModel>, InferCreationAttributes<ResidentIdentifierModel>> {
  declare type: string;
  declare keyId: string;
  declare blindIndex: Buffer;
  declare residentId: string;
  declare valueEnc: Buffer;
}

const ATTRIBUTES = {
  type: { type: DataTypes.TEXT, primaryKey: true },
  keyId: { type: DataTypes.TEXT, primaryKey: true },
  blindIndex: { type: DataTypes.BLOB, primaryKey: true },
  residentId: DataTypes.UUID,
  valueEnc: DataTypes.BLOB,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindResidentIdentifierModel(sequelize: Sequelize): typeof ResidentIdentifierModel {
  class Bound extends ResidentIdentifierModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'ResidentIdentifierModel', tableName: 'resident_identifiers', timestamps: false, underscored: true });
  return Bound;
}
