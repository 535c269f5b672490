import type { AdapterPayload } from 'oidc-provider';
import { SCOPES } from '../contracts/scopes.js';
import type { Queryable } from './postgres-adapter.js';

const MAX_ID_LENGTH = 100;

type ClientRow = { id: string; name: string; jwks: AdapterPayload['jwks']; scopes: string[] };
type BrowserClientRow = { id: string; name: string; jwks: AdapterPayload['jwks']; redirect_uris: string[]; post_logout_redirect_uris: string[] };

/** An active client as OAuth metadata; undefined for one that is unknown, revoked or past its last day, which are alike to whoever asks. */
export async function findClientMetadata(db: Queryable, id: string): Promise<AdapterPayload | undefined> {
  if (id.length > MAX_ID_LENGTH || id.includes('\0')) return undefined; // the provider asks with whatever the caller sent
  const { rows } = await db.query<ClientRow>(`select id, name, jwks, scopes from api_clients where id = $1 and status = 'active' and (valid_until is null or now() < valid_until)`, [id]);
  return rows[0] ? toMachine(rows[0]) : findBrowserClient(db, id);
}

async function findBrowserClient(db: Queryable, id: string): Promise<AdapterPayload | undefined> {
  const { rows } = await db.query<BrowserClientRow>('select id, name, jwks, redirect_uris, post_logout_redirect_uris from browser_clients where id = $1', [id]);
  return rows[0] && toBrowserClient(rows[0]);
}

function toMachine({ id, name, jwks, scopes }: ClientRow): AdapterPayload {
  return {
    ...withKeys(id, name, jwks),
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    // A scope that is no longer offered must not shut its client out.
    scope: SCOPES.filter((scope) => scopes.includes(scope)).join(' ') || undefined,
  };
}

/** Through which people sign in: it learns who they are, and gets no token for our API. */
function toBrowserClient({ id, name, jwks, redirect_uris: redirectUris, post_logout_redirect_uris: postLogoutRedirectUris }: BrowserClientRow): AdapterPayload {
  return {
    ...withKeys(id, name, jwks),
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
    scope: 'openid',
  };
}

function withKeys(id: string, name: string, jwks: AdapterPayload['jwks']): AdapterPayload {
  return {
    client_id: id,
    client_name: name,
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256', // must name the server's only algorithm, or every call is invalid_client_metadata
    jwks, // registered keys only: a jwks_uri would make the provider fetch what a client names
  };
}
