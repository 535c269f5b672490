import type { Statements } from './pool.js';

/**
 * Remembers the id of the engine's namespace. Returns true when another id stands under a known name: the engine has lost what it knew,
 * and its workflows are to be rebuilt. Compare-and-set, so that of several processes exactly one is told.
 */
export async function noticeNamespace(pool: Statements, name: string, namespaceId: string): Promise<boolean> {
  const rows = await pool.query<{ before: string | null }>(
    'notice_namespace_v1',
    `with known as (select namespace_id from engine_namespaces where name = $1 for update)
     insert into engine_namespaces as e (name, namespace_id) values ($1, $2)
     on conflict (name) do update set namespace_id = excluded.namespace_id, seen_at = now() where e.namespace_id <> excluded.namespace_id
     returning (select namespace_id from known) as before`,
    [name, namespaceId],
  );
  const [row] = rows;
  return row !== undefined && row.before !== null;
}
