import type { AdapterPayload } from 'oidc-provider';
import { SCOPES } from '../contracts/scopes.js';
import type { Queryable } from './postgres-adapter.js';

const MAX_ID_LENGTH = 100;

type ClientRow = { id: string; name: string; jwks: AdapterPayload['jwks']; scopes: string[] };

/** An active client as OAuth metadata; undefined for one that is unknown or revoked, which are alike to whoever asks. */
export async function findClientMetadata(db: Queryable, id: string): Promise<AdapterPayload | undefined> {
  if (id.length > MAX_ID_LENGTH || id.includes('\0')) return undefined; // the provider asks with whatever the caller sent
  const { rows } = await db.query<ClientRow>(`select id, name, jwks, scopes from api_clients where id = $1 and status = 'active'`, [id]);
  return rows[0] && toMetadata(rows[0]);
}

function toMetadata({ id, name, jwks, scopes }: ClientRow): AdapterPayload {
  return {
    client_id: id,
    client_name: name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256', // must name the server's only algorithm, or every call is invalid_client_metadata
    jwks, // registered keys only: a jwks_uri would make the provider fetch what a client names
    // A scope that is no longer offered must not shut its client out.
    scope: SCOPES.filter((scope) => scopes.includes(scope)).join(' ') || undefined,
  };
}
