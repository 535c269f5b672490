import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class ResidentGuardianModel extends Model<InferAttributes<ResidentGuardianModel>, InferCreationAttributes<ResidentGuardianModel>> {
  declare residentId: string;
  declare relation: string;
  declare nameEnc: Buffer;
  declare documentType: string;
  declare documentEnc: Buffer;
  declare documentIndexes: Record<string, string>;
}

const ATTRIBUTES = {
  residentId: { type: DataTypes.UUID, primaryKey: true },
  relation: { type: DataTypes.TEXT, primaryKey: true },
  nameEnc: DataTypes.BLOB,
  documentType: DataTypes.TEXT,
  documentEnc: DataTypes.BLOB,
  documentIndexes: DataTypes.JSONB,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindResidentGuardianModel(sequelize: Sequelize): typeof ResidentGuardianModel {
  class Bound extends ResidentGuardianModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'ResidentGuardianModel', tableName: 'resident_guardians', timestamps: false, underscored: true });
  return Bound;
}
