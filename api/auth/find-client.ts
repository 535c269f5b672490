import type { JSONWebKeySet } from 'jose';
import { SCOPES, type PrincipalKind } from '../../contracts/scopes.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import type { ApiClient, FindClient } from './principal.js';

type ClientRow = { id: string; kind: PrincipalKind; jwks: JSONWebKeySet; scopes: string[]; area_code: string | null; site_ids: string[] };
type Queryable = { query(query: { name: string; text: string; values: unknown[] }): Promise<{ rows: ClientRow[] }> };

// One read by primary key, prepared once per connection.
const FIND_CLIENT = {
  name: 'find-client-v1',
  text: `select c.id, c.kind, c.jwks, c.scopes, c.area_code, array(select s.site_id from api_client_sites s where s.client_id = c.id)::text[] as site_ids
         from api_clients c where c.id = $1 and c.status = 'active'`,
};

export function createFindClient(db: Queryable): FindClient {
  return async (clientId) => {
    const { rows } = await db.query({ ...FIND_CLIENT, values: [clientId] });
    return rows[0] ? toApiClient(rows[0]) : null;
  };
}

function toApiClient({ id, kind, jwks, scopes, area_code: areaCode, site_ids: siteIds }: ClientRow): ApiClient {
  return { clientId: id, kind, jwks, areaCode: areaCode === null ? null : toAreaCode(areaCode), scopes: SCOPES.filter((scope) => scopes.includes(scope)), siteIds: siteIds.map((siteId) => toId<'site'>(siteId)) };
}
