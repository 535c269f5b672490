import pg from 'pg';
import { DatabaseError, withDatabaseErrors } from './database-error.js';

export type PoolOptions = {
  url: string;
  max?: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  onError?: (error: DatabaseError) => void;
  statementTimeoutMs?: number;
};

/** A small pool that knows one kind of statement: a call of one of our functions, prepared under the function's versioned name. */
export type Statements = {
  /** Calls `name(...values)`; objects go as JSON. One statement, one transaction, one round trip. Throws `DatabaseError`. */
  call<T>(name: string, ...values: unknown[]): Promise<T>;
  /** How many statements have been sent, by name. */
  counts(): ReadonlyMap<string, number>;
  end(): Promise<void>;
};

export function createPool({ url, max = 8, onError, statementTimeoutMs = 10_000 }: PoolOptions): Statements {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, statement_timeout: statementTimeoutMs, idleTimeoutMillis: 30_000 });
  // Without a listener a killed postmaster would take this process along.
  pool.on('error', (error) => onError?.(new DatabaseError((error as { code?: string }).code ?? 'ECONNRESET', null)));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const counts = new Map<string, number>();
  return {
    async call<T>(name: string, ...values: unknown[]) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const text = `select ${name}(${values.map((_, n) => `$${n + 1}`).join(', ')}) as answer`;
      const { rows } = await withDatabaseErrors(() => pool.query<{ answer: T }>({ name, text, values: values.map(toParameter) }));
      const [row] = rows;
      if (!row) throw new DatabaseError('unknown', null);
      return row.answer;
    },
    counts: () => new Map(counts),
    end: () => pool.end(),
  };
}

function toParameter(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
