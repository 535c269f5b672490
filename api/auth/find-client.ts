import type { JSONWebKeySet } from 'jose';
import { SCOPES, type PrincipalKind } from '../../contracts/scopes.js';
import type { Statements } from '../../db/pool.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import type { ApiClient, FindClient } from './principal.js';

type ClientRow = { id: string; kind: PrincipalKind; jwks: JSONWebKeySet; scopes: string[]; area_code: string | null; site_ids: string[] };

// One read by primary key, prepared once per connection.
const FIND_CLIENT = `select c.id, c.kind, c.jwks, c.scopes, c.area_code, array(select s.site_id from api_client_sites s where s.client_id = c.id)::text[] as site_ids
  from api_clients c where c.id = $1 and c.status = 'active' and (c.valid_until is null or now() < c.valid_until)`;

/** Throws `DatabaseError`. */
export function createFindClient({ query }: Pick<Statements, 'query'>): FindClient {
  return async (clientId) => {
    const [row] = await query<ClientRow>('find_client_v2', FIND_CLIENT, [clientId]);
    return row ? toApiClient(row) : null;
  };
}

function toApiClient({ id, kind, jwks, scopes, area_code: areaCode, site_ids: siteIds }: ClientRow): ApiClient {
  return { clientId: id, kind, jwks, areaCode: areaCode === null ? null : toAreaCode(areaCode), scopes: SCOPES.filter((scope) => scopes.includes(scope)), siteIds: siteIds.map((siteId) => toId<'site'>(siteId)) };
}
