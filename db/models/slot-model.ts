import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class SlotModel extends Model<InferAttributes<SlotModel>, InferCreationAttributes<SlotModel>> {
  declare id: string;
  declare sessionId: string;
  declare siteId: string;
  declare areaCode: string;
  declare day: string;
  declare startsAt: Date;
  declare endsAt: Date;
  declare capacity: number;
  declare taken: CreationOptional<number>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  sessionId: DataTypes.UUID,
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  day: DataTypes.DATEONLY,
  startsAt: DataTypes.DATE,
  endsAt: DataTypes.DATE,
  capacity: DataTypes.INTEGER,
  taken: DataTypes.INTEGER,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindSlotModel(sequelize: Sequelize): typeof SlotModel {
  class Bound extends SlotModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'SlotModel', tableName: 'slots', timestamps: false, underscored: true });
  return Bound;
}
