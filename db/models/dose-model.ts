import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class DoseModel extends Model<InferAttributes<DoseModel>, InferCreationAttributes<DoseModel>> {
  declare plannedDoseId: string;
  declare residentId: string;
  declare journeyId: string | null;
  declare siteId: string | null;
  declare areaCode: string | null;
  declare vaccine: string;
  declare series: string;
  declare doseNumber: number;
  declare live: boolean;
  declare productId: string | null;
  declare lot: string | null;
  declare givenOn: string;
  declare givenAt: Date | null;
  declare bodySite: string | null;
  declare route: string | null;
  declare status: string;
  declare uploadState: string | null;
  declare uploadDueAt: Date | null;
  declare contentVersion: number;
  declare source: string;
}

const ATTRIBUTES = {
  plannedDoseId: { type: DataTypes.UUID, primaryKey: true },
  residentId: DataTypes.UUID,
  journeyId: DataTypes.UUID,
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  vaccine: DataTypes.TEXT,
  series: DataTypes.TEXT,
  doseNumber: DataTypes.INTEGER,
  live: DataTypes.BOOLEAN,
  productId: DataTypes.TEXT,
  lot: DataTypes.TEXT,
  givenOn: DataTypes.DATEONLY,
  givenAt: DataTypes.DATE,
  bodySite: DataTypes.TEXT,
  route: DataTypes.TEXT,
  status: DataTypes.TEXT,
  uploadState: DataTypes.TEXT,
  uploadDueAt: DataTypes.DATE,
  contentVersion: DataTypes.INTEGER,
  source: DataTypes.TEXT,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindDoseModel(sequelize: Sequelize): typeof DoseModel {
  class Bound extends DoseModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'DoseModel', tableName: 'doses', timestamps: false, underscored: true });
  return Bound;
}
