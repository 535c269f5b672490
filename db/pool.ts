import { availableParallelism } from 'node:os';
import pg from 'pg';
import { DatabaseError, withDatabaseErrors } from './database-error.js';

export type PoolOptions = {
  url: string;
  max?: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  onError?: (error: DatabaseError) => void;
  statementTimeoutMs?: number;
  /** Each statement keeps the plan it has first, whatever its values: for tables with so many months that a plan takes longer than what it reads. */
  planOnce?: boolean;
};

/** Runs one prepared statement and gives its rows. */
export type Query = <T extends object>(name: string, text: string, values?: unknown[]) => Promise<T[]>;

/** Statements off Sequelize: prepared, named by version, counted. Every one throws `DatabaseError` and nothing else. */
export type Statements = {
  /** Calls our function `name(...values)`; objects go as JSON. One statement, one transaction, one round trip. */
  call<T>(name: string, ...values: unknown[]): Promise<T>;
  query: Query;
  /** Several statements on one connection, all or nothing. */
  transaction<T>(use: (query: Query) => Promise<T>): Promise<T>;
  /** How many statements have been sent, by name. */
  counts(): ReadonlyMap<string, number>;
  end(): Promise<void>;
};

/** As many as keep the processors of a machine busy: each more has its own plans to make and waits for the others. */
export const POOL_SIZE = Math.min(16, Math.max(6, 3 * availableParallelism()));

/** A fresh connection plans every statement anew, which takes 50 ms: a desk that sends a command a minute shall not wait for it each time. */
const IDLE_MS = 600_000;

export function createPool({ url, max = 8, onError, statementTimeoutMs = 10_000, planOnce = false }: PoolOptions): Statements {
  const pool = new pg.Pool({
    connectionString: url, max, connectionTimeoutMillis: 5_000, statement_timeout: statementTimeoutMs, idleTimeoutMillis: IDLE_MS, ...(planOnce && { options: '-c plan_cache_mode=force_generic_plan' }),
  });
  // Without a listener a killed postmaster would take this process along.
  pool.on('error', (error) => onError?.(new DatabaseError((error as { code?: string }).code ?? 'ECONNRESET', null)));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const counts = new Map<string, number>();
  const queryOn = (db: pg.Pool | pg.PoolClient): Query => async <T extends object>(name: string, text: string, values: unknown[] = []) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const { rows } = await withDatabaseErrors(() => db.query<T & pg.QueryResultRow>({ name, text, values: values.map(toParameter) }));
    return rows;
  };
  const query = queryOn(pool);
  return {
    query,
    async call<T>(name: string, ...values: unknown[]) {
      const [row] = await query<{ answer: T }>(name, `select ${name}(${values.map((_, n) => `$${n + 1}`).join(', ')}) as answer`, values);
      if (!row) throw new DatabaseError('unknown', null);
      return row.answer;
    },
    transaction: (use) => withDatabaseErrors(() => inTransaction(pool, (client) => use(queryOn(client)))),
    counts: () => new Map(counts),
    end: () => pool.end(),
  };
}

async function inTransaction<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await use(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

function toParameter(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Buffer.isBuffer(value) ? JSON.stringify(value) : value;
}
