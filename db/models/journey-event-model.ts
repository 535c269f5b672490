import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class JourneyEventModel extends Model<InferAttributes<JourneyEventModel>, InferCreationAttributes<JourneyEventModel>> {
  declare journeyId: string;
  declare version: number;
  declare type: string;
  declare v: number;
  declare at: Date;
  declare commandId: string;
  declare actor: unknown;
  declare station: string | null;
  declare data: unknown;
}

const ATTRIBUTES = {
  journeyId: { type: DataTypes.UUID, primaryKey: true },
  version: { type: DataTypes.INTEGER, primaryKey: true },
  type: DataTypes.TEXT,
  v: DataTypes.INTEGER,
  at: DataTypes.DATE,
  commandId: DataTypes.UUID,
  actor: DataTypes.JSONB,
  station: DataTypes.TEXT,
  data: DataTypes.JSONB,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindJourneyEventModel(sequelize: Sequelize): typeof JourneyEventModel {
  class Bound extends JourneyEventModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'JourneyEventModel', tableName: 'journey_events', timestamps: false, underscored: true });
  return Bound;
}
