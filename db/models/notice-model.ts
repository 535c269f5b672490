import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

export class NoticeModel extends Model<InferAttributes<NoticeModel>, InferCreationAttributes<NoticeModel>> {
  declare id: string;
  declare journeyId: string;
  declare residentId: string;
  declare siteId: string;
  declare areaCode: string;
  declare contentVersion: number;
  declare channel: string;
  declare template: string;
  declare state: string;
  declare attempts: CreationOptional<number>;
  declare providerId: string | null;
  declare version: CreationOptional<number>;
  declare nextAt: Date | null;
  declare errorCode: string | null;
  declare inDoubt: boolean;
  declare processOver: boolean;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

const ATTRIBUTES = {
  id: { type: DataTypes.UUID, primaryKey: true },
  journeyId: DataTypes.UUID,
  residentId: DataTypes.UUID,
  siteId: DataTypes.UUID,
  areaCode: DataTypes.TEXT,
  contentVersion: DataTypes.INTEGER,
  channel: DataTypes.TEXT,
  template: DataTypes.TEXT,
  state: DataTypes.TEXT,
  attempts: DataTypes.INTEGER,
  providerId: DataTypes.TEXT,
  version: { type: DataTypes.INTEGER, defaultValue: 1 },
  nextAt: DataTypes.DATE,
  errorCode: DataTypes.TEXT,
  inDoubt: DataTypes.BOOLEAN,
  processOver: DataTypes.BOOLEAN,
  createdAt: DataTypes.DATE,
  updatedAt: DataTypes.DATE,
};

/** Bound to one connection pool; a class bound twice would answer from the pool that came last. */
export function bindNoticeModel(sequelize: Sequelize): typeof NoticeModel {
  class Bound extends NoticeModel {}
  Bound.init(ATTRIBUTES, { sequelize, modelName: 'NoticeModel', tableName: 'notices', timestamps: false, underscored: true });
  return Bound;
}
