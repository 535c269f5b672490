import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class JourneyStepModel extends Model<InferAttributes<JourneyStepModel>, InferCreationAttributes<JourneyStepModel>> {
  declare journeyId: string;
  declare step: string;
  declare siteId: string;
  declare areaCode: string;
  declare attempt: number;
  declare errorCode: string;
  declare nextTryAt: Date | null;
  declare updatedAt: Date;
}

const ATTRIBUTES = {
  journeyId: { type: DataTypes.UUID, primaryKey: true },
  step: { type: DataTypes.TEXT, primaryKey: true },
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  attempt: DataTypes.INTEGER,
  errorCode: DataTypes.TEXT,
  nextTryAt: DataTypes.DATE,
  updatedAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindJourneyStepModel(sequelize: Sequelize): typeof JourneyStepModel {
  class Bound extends JourneyStepModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'JourneyStepModel', tableName: 'journey_steps', timestamps: false, underscored: true });
  return Bound;
}
