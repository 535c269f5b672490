import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { CaseMove, CaseProposal, CaseQuestion } from '../../domain/cases/supervisor-case.js';

export class CaseModel extends Model<InferAttributes<CaseModel>, InferCreationAttributes<CaseModel>> {
  declare id: string;
  declare kind: string;
  declare journeyId: string;
  declare plannedDoseId: string | null;
  declare residentId: string;
  declare siteId: string;
  declare areaCode: string;
  declare openedAt: Date;
  declare dueAt: Date;
  declare level: string;
  declare claimedBy: string | null;
  declare claimedUntil: Date | null;
  declare proposal: CaseProposal | null;
  declare question: CaseQuestion | null;
  declare moved: CaseMove | null;
  declare action: string | null;
  declare status: string;
  declare version: number;
  /** Null: the present version. */
  declare sameSince: CreationOptional<number | null>;
  /** Of its journey, where a query asks for it; null for one that is not there. */
  declare stage: CreationOptional<string | null>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  kind: DataTypes.TEXT,
  journeyId: DataTypes.UUID,
  plannedDoseId: DataTypes.UUID,
  residentId: DataTypes.UUID,
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  openedAt: DataTypes.DATE,
  dueAt: DataTypes.DATE,
  level: DataTypes.TEXT,
  claimedBy: DataTypes.TEXT,
  claimedUntil: DataTypes.DATE,
  proposal: DataTypes.JSONB,
  question: DataTypes.JSONB,
  moved: DataTypes.JSONB,
  action: DataTypes.TEXT,
  status: DataTypes.TEXT,
  version: DataTypes.INTEGER,
  sameSince: DataTypes.INTEGER,
  stage: DataTypes.VIRTUAL(DataTypes.TEXT),
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindCaseModel(sequelize: Sequelize): typeof CaseModel {
  class Bound extends CaseModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'CaseModel', tableName: 'cases', timestamps: false, underscored: true });
  return Bound;
}
