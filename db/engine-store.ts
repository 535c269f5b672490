import type { Statements } from './pool.js';

/**
 * Remembers the id of the engine's namespace. Returns true when another id stands under a known name: the engine has lost what it knew,
 * and its workflows are to be rebuilt. Compare-and-set, so that of several processes exactly one is told.
 */
export async function noticeNamespace(pool: Statements, name: string, namespaceId: string): Promise<boolean> {
  const [row] = await pool.query<{ replaced: boolean }>(
    'notice_namespace_v1',
    // xmax is 0 on a row that was inserted: only one that replaced another id counts.
    `insert into engine_namespaces as e (name, namespace_id) values ($1, $2)
     on conflict (name) do update set namespace_id = excluded.namespace_id, seen_at = now() where e.namespace_id <> excluded.namespace_id
     returning xmax::text <> '0' as replaced`,
    [name, namespaceId],
  );
  return row?.replaced ?? false;
}
