import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class SessionModel extends Model<InferAttributes<SessionModel>, InferCreationAttributes<SessionModel>> {
  declare id: string;
  declare siteId: string;
  declare areaCode: string;
  declare day: string;
  declare startsAt: Date;
  declare endsAt: Date;
  declare vaccines: string[];
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  day: DataTypes.DATEONLY,
  startsAt: DataTypes.DATE,
  endsAt: DataTypes.DATE,
  vaccines: DataTypes.ARRAY(DataTypes.TEXT),
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindSessionModel(sequelize: Sequelize): typeof SessionModel {
  class Bound extends SessionModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'SessionModel', tableName: 'sessions', timestamps: false, underscored: true });
  return Bound;
}
