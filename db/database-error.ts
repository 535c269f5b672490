/** Codes of Postgres and of the socket that mean: not now, the same again may work. */
const AWAY = /^(08|57P0[123]$|53|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/;

/**
 * A fault of the database by its code alone. What Postgres or Sequelize say besides (detail, parameters, values) can hold a person's
 * number and ends here (security handbook, S10).
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, or the socket's code, or `unknown`. */
  readonly code: string;
  readonly constraint: string | null;
  /** True when the database is away, starting or full: answer 503 and try again. */
  readonly unavailable: boolean;

  constructor(code: string, constraint: string | null) {
    super(constraint ? `database error ${code} on ${constraint}` : `database error ${code}`);
    this.code = code;
    this.constraint = constraint;
    this.unavailable = AWAY.test(code);
  }
}

/** Translates whatever pg, its pool or Sequelize threw; errors of our own pass as they are. */
export function toDatabaseError(error: unknown): Error {
  const fault = originOf(error);
  if (fault === null) return error instanceof Error ? error : new DatabaseError('unknown', null);
  return new DatabaseError(fault.code, fault.constraint);
}

/** Runs `use` and lets only codes through. */
export async function withDatabaseErrors<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw toDatabaseError(error);
  }
}

type Thrown = { name?: string; message?: string; code?: unknown; constraint?: unknown; parent?: unknown; original?: unknown; errors?: unknown[] };

/** By its fields, not by its class: an error of the socket may come from another realm, as in tests. */
function originOf(error: unknown): { code: string; constraint: string | null } | null {
  if (typeof error !== 'object' || error === null) return null;
  const { name = '', message = '', code, constraint, parent, original, errors } = error as Thrown;
  if (/^Sequelize/.test(name) || name === 'AggregateError') {
    const inner = parent ?? original ?? errors?.[0];
    return (inner === error ? null : originOf(inner)) ?? { code: /Acquire|Connection/.test(name) ? 'ECONNREFUSED' : 'unknown', constraint: null };
  }
  if (typeof code === 'string' && (/^[0-9A-Z]{5}$/.test(code) || AWAY.test(code))) return { code, constraint: typeof constraint === 'string' ? constraint : null };
  return /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout)/i.test(message)
    ? { code: 'ETIMEDOUT', constraint: null }
    : null;
}
