import { Sequelize, type Transaction } from 'sequelize';
import { withDatabaseErrors } from './database-error.js';
import type { Scope } from './scope.js';

export type SequelizeOptions = { url: string; max?: number; statementTimeoutMs?: number; onStatement?: () => void };

/** A pool for lists and everything off the door's path. Statements are counted, never logged: their parameters hold personal data. */
export function createSequelize({ url, max = 5, statementTimeoutMs = 10_000, onStatement }: SequelizeOptions): Sequelize {
  return new Sequelize(url, {
    logging: onStatement ? () => onStatement() : false,
    pool: { max, min: 0, acquire: 5_000, idle: 30_000 },
    dialectOptions: { statement_timeout: statementTimeoutMs, connectionTimeoutMillis: 5_000 },
  });
}

/**
 * Runs `use` in one transaction that sees what `scope` may see. Every query inside must be given the transaction: without it it runs on
 * another connection, without a scope, and finds nothing. `outer`: a transaction that is open already, which goes on with this scope.
 * Throws `DatabaseError`.
 */
export function withScope<T>(sequelize: Sequelize, scope: Scope, use: (transaction: Transaction) => Promise<T>, outer?: Transaction): Promise<T> {
  const inside = async (transaction: Transaction): Promise<T> => {
    await sequelize.query('select set_scope($1::jsonb)', { bind: [JSON.stringify(scope)], transaction });
    return use(transaction);
  };
  return withDatabaseErrors(() => (outer ? inside(outer) : sequelize.transaction(inside)));
}
