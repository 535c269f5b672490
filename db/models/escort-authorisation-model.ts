import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class EscortAuthorisationModel extends Model<InferAttributes<EscortAuthorisationModel>, InferCreationAttributes<EscortAuthorisationModel>> {
  declare id: string;
  declare residentId: string;
  declare relation: string;
  declare nameEnc: Buffer;
  declare documentType: string;
  declare documentEnc: Buffer;
  declare products: string[] | null;
  declare validFrom: string;
  declare validUntil: string;
  declare authorisedBy: string;
  declare evidenceId: string;
  declare recordedAt: CreationOptional<Date>;
  declare revokedAt: CreationOptional<Date | null>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  residentId: DataTypes.UUID,
  relation: DataTypes.TEXT,
  nameEnc: DataTypes.BLOB,
  documentType: DataTypes.TEXT,
  documentEnc: DataTypes.BLOB,
  products: DataTypes.ARRAY(DataTypes.TEXT),
  validFrom: DataTypes.DATEONLY,
  validUntil: DataTypes.DATEONLY,
  authorisedBy: DataTypes.TEXT,
  evidenceId: DataTypes.UUID,
  recordedAt: { type: DataTypes.DATE, defaultValue: DataTypes.NOW },
  revokedAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindEscortAuthorisationModel(sequelize: Sequelize): typeof EscortAuthorisationModel {
  class Bound extends EscortAuthorisationModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'EscortAuthorisationModel', tableName: 'escort_authorisations', timestamps: false, underscored: true });
  return Bound;
}
