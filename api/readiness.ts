import { ALL_MIGRATIONS } from '../db/all-migrations.js';
import type { Statements } from '../db/pool.js';
import type { Readiness } from './context.js';

/** Ready = the database answers and its schema is of this release. */
export function createReadiness(pool: Statements, { engineDownSince, issuerIsAway }: { engineDownSince: () => Date | null; issuerIsAway: () => boolean }): () => Promise<Readiness> {
  const [newest = ''] = ALL_MIGRATIONS.at(-1) ?? [];
  return async () => {
    const since = engineDownSince();
    const issuer = issuerIsAway() ? ('away' as const) : ('up' as const);
    const outside = { issuer, engine: since ? ('down' as const) : ('up' as const), engineDownSince: since?.toISOString() ?? null };
    try {
      const [row] = await pool.query<{ migrated: boolean }>('is_migrated_v1', 'select exists (select 1 from schema_migrations where name = $1) as migrated', [newest]);
      const migrated = row?.migrated ?? false;
      return { status: !migrated ? 'not-ready' : since || issuer === 'away' ? 'degraded' : 'ready', database: 'up', migrated, ...outside };
    } catch {
      return { status: 'not-ready', database: 'down', migrated: false, ...outside }; // whatever the database says instead, nothing can be committed
    }
  };
}
