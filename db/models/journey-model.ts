import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class JourneyModel extends Model<InferAttributes<JourneyModel>, InferCreationAttributes<JourneyModel>> {
  declare id: string;
  declare residentId: string;
  declare siteId: string;
  declare areaCode: string;
  declare channel: string;
  declare day: string;
  declare slotId: string | null;
  declare stage: string;
  declare openCases: number;
  declare provisional: CreationOptional<boolean>;
  declare uploadOverdue: CreationOptional<boolean>;
  declare version: number;
  declare processOver: boolean;
  declare startedAt: Date;
  declare closedAt: Date | null;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  residentId: DataTypes.UUID,
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  channel: DataTypes.TEXT,
  day: DataTypes.DATEONLY,
  slotId: DataTypes.UUID,
  stage: DataTypes.TEXT,
  openCases: DataTypes.INTEGER,
  provisional: DataTypes.BOOLEAN,
  uploadOverdue: DataTypes.BOOLEAN,
  version: DataTypes.INTEGER,
  processOver: DataTypes.BOOLEAN,
  startedAt: DataTypes.DATE,
  closedAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindJourneyModel(sequelize: Sequelize): typeof JourneyModel {
  class Bound extends JourneyModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'JourneyModel', tableName: 'journeys', timestamps: false, underscored: true });
  return Bound;
}
