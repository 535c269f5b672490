import { ALL_MIGRATIONS } from './all-migrations.js';
import type { Statements } from './pool.js';

/** Steps that this release needs and the database has not: readiness is red until there are none. For the roles `api` and `worker`. */
export async function missingMigrations(pool: Statements): Promise<string[]> {
  const rows = await pool.query<{ name: string }>('migration_level_v1', 'select name from schema_migrations');
  const done = new Set(rows.map((row) => row.name));
  return ALL_MIGRATIONS.map(([name]) => name).filter((name) => !done.has(name));
}
