import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider';
import { findClientMetadata } from './client-metadata.js';

/** The little of `pg` that is needed here. */
export type Queryable = { query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number | null }> };

/** State of the login provider in Postgres: what it knows survives a restart and is shared by all its processes. */
export function createPostgresAdapter(db: Queryable): AdapterFactory {
  return (model) => {
    if (model === 'Client') return clients(db);
    return model === 'ReplayDetection' ? { ...payloads(db, model), upsert: (id, payload, ttl) => useOnce(db, model, id, payload, ttl) } : payloads(db, model);
  };
}

const COLUMNS = `insert into oidc_payloads as known (model, id, payload, grant_id, user_code, uid, expires_at)
  values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
  on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, user_code = excluded.user_code,
    uid = excluded.uid, expires_at = excluded.expires_at, consumed_at = null`;

function payloads(db: Queryable, model: string): Adapter {
  const findBy = async (column: 'id' | 'uid' | 'user_code', value: string): Promise<AdapterPayload | undefined> => {
    const { rows } = await db.query<PayloadRow>(
      `select payload, extract(epoch from consumed_at)::float8 as consumed from oidc_payloads
       where model = $1 and ${column} = $2 and (expires_at is null or expires_at > now())`,
      [model, value],
    );
    return rows[0] && toPayload(rows[0]);
  };
  return {
    upsert: async (id, payload, ttlSeconds) => void (await db.query(COLUMNS, rowOf(model, id, payload, ttlSeconds))),
    find: (id) => findBy('id', id),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (userCode) => findBy('user_code', userCode),
    consume: async (id) => void (await db.query('update oidc_payloads set consumed_at = now() where model = $1 and id = $2', [model, id])),
    destroy: async (id) => void (await db.query('delete from oidc_payloads where model = $1 and id = $2', [model, id])),
    revokeByGrantId: async (grantId) => void (await db.query('delete from oidc_payloads where grant_id = $1', [grantId])),
  };
}

/** The provider looks and then writes; of two requests with one assertion at once both would see nothing. The primary key lets one through. */
async function useOnce(db: Queryable, model: string, id: string, payload: AdapterPayload, ttlSeconds?: number): Promise<void> {
  const { rowCount } = await db.query(`${COLUMNS} where known.expires_at <= now()`, rowOf(model, id, payload, ttlSeconds));
  if (rowCount === 0) throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
}

/** Clients are kept by the API's own administration; the provider only reads them, anew for every token. */
function clients(db: Queryable): Adapter {
  const refuse = (): Promise<never> => Promise.reject(new Error('clients are read-only here'));
  const none = (): Promise<undefined> => Promise.resolve(undefined);
  return { find: (id) => findClientMetadata(db, id), findByUid: none, findByUserCode: none, upsert: refuse, consume: refuse, destroy: refuse, revokeByGrantId: refuse };
}

/** Expired rows are invisible already; this keeps the table small. Answers how many went, at most `limit`. */
export async function purgeExpired(db: Queryable, limit = 1000): Promise<number> {
  const { rowCount } = await db.query(
    `delete from oidc_payloads where (model, id) in (select model, id from oidc_payloads where expires_at <= now() order by expires_at limit $1)`,
    [limit],
  );
  return rowCount ?? 0;
}

type PayloadRow = { payload: AdapterPayload; consumed: number | null };

function toPayload({ payload, consumed }: PayloadRow): AdapterPayload {
  return consumed === null ? payload : { ...payload, consumed: Math.floor(consumed) };
}

function rowOf(model: string, id: string, payload: AdapterPayload, ttlSeconds?: number): unknown[] {
  return [model, id, payload, payload.grantId ?? null, payload.userCode ?? null, payload.uid ?? null, ttlSeconds ?? null];
}
