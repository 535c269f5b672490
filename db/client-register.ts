import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { ClientAlg, ClientKey } from '../domain/access/client-keys.js';
import type { ClientKind, RevocationReason } from '../domain/access/clients.js';
import { toAreaCode, toId, type AreaCode, type PersonId, type SiteId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import { withDatabaseErrors } from './database-error.js';
import { asList, decodeCursor, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** When a key came, and when it went. `thumbprint` of RFC 7638. */
export type KeyLine = { thumbprint: string; kid: string; alg: ClientAlg; addedAt: Instant; retiredAt: Instant | null };

/** What a client may, where and until when. `validUntil` null: without an end. */
export type ClientGrant = { name: string; areaCode: AreaCode | null; siteIds: readonly SiteId[]; scopes: readonly string[]; validUntil: Instant | null };

/** A client as the register has it. A key from before there was a log has no line in it. */
export type RegisteredClient = ClientGrant & {
  clientId: string; kind: ClientKind; keys: readonly ClientKey[]; keyLog: readonly KeyLine[]; status: 'active' | 'revoked';
  createdAt: Instant; revokedAt: Instant | null; revokedFor: RevocationReason | null; version: number;
};

export type NewClient = ClientGrant & Pick<RegisteredClient, 'clientId' | 'kind' | 'keys' | 'keyLog'>;
/** Of the client at this version. */
type At = Pick<RegisteredClient, 'clientId' | 'version'>;
/** `key`: the one that comes or goes. */
export type KeyChange = At & Pick<RegisteredClient, 'keys' | 'keyLog'> & { action: 'client.add-key' | 'client.retire-key'; key: Pick<KeyLine, 'thumbprint' | 'kid' | 'alg'> };

/** Null: there is no such client. Otherwise it was changed, is at another version, or was revoked, which nothing changes any more. */
export type ClientEnd = null | { kind: 'changed'; client: RegisteredClient } | { kind: 'moved'; version: number } | { kind: 'revoked' };

export type ClientRegister = ReturnType<typeof createClientRegister>;

type Write = 'register_client_v1' | 'change_client_v1' | 'keep_client_keys_v1' | 'revoke_client_v1';

/**
 * Machine clients as administrators keep them. Every write is by an administrator (`actor`), is in the audit, and goes into the transaction of
 * its caller. What was taken from a client counts at its next call. Throws `DatabaseError`: 42501 when the actor is no administrator now,
 * 23503 and 23505 by constraint.
 */
export function createClientRegister({ pool: { call }, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  const write = (name: Write, { actor, transaction }: By, req: object): Promise<ClientEnd> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ actor, auditId: newId(), ...req })];
      const [found] = await sequelize.query<{ end: EndRow | null }>(`select ${name}($1::jsonb) as end`, { bind, type: QueryTypes.SELECT, transaction });
      return found?.end ? toEnd(found.end) : null;
    });
  return {
    /** In the order of ids. */
    list: ({ siteId, ...page }: { siteId?: SiteId | undefined } & PageRequest): Promise<Page<RegisteredClient>> =>
      asList(async () => {
        const [after] = page.after === undefined ? [] : decodeCursor(page.after);
        const rows = await call<ClientRow[]>('list_clients_v1', { first: pageSize(page.first) + 1, after, siteId });
        return pageOf(rows, page, toRegistered, ({ clientId }) => [clientId, clientId]);
      }),
    async get(clientId: string): Promise<RegisteredClient | null> {
      const row = await call<ClientRow | null>('show_client_v1', clientId);
      return row && toRegistered(row);
    },
    register: (by: By, client: NewClient) => write('register_client_v1', by, client),
    change: (by: By, change: At & ClientGrant) => write('change_client_v1', by, change),
    keepKeys: (by: By, change: KeyChange) => write('keep_client_keys_v1', by, change),
    revoke: (by: By, revocation: At & { reason: RevocationReason }) => write('revoke_client_v1', by, revocation),
  };
}

type By = { actor: PersonId; transaction: Transaction };

type ClientRow = Omit<RegisteredClient, 'areaCode' | 'siteIds' | 'validUntil' | 'createdAt' | 'revokedAt'> & { areaCode: string | null; siteIds: string[]; validUntil: number | null; createdAt: number; revokedAt: number | null };
type EndRow = ClientRow | { moved: number } | { revoked: true };

function toEnd(row: EndRow): ClientEnd {
  if ('moved' in row) return { kind: 'moved', version: row.moved };
  return 'revoked' in row ? { kind: 'revoked' } : { kind: 'changed', client: toRegistered(row) };
}

function toRegistered({ areaCode, siteIds, validUntil, createdAt, revokedAt, ...row }: ClientRow): RegisteredClient {
  return {
    ...row, areaCode: areaCode === null ? null : toAreaCode(areaCode), siteIds: siteIds.map((siteId) => toId<'site'>(siteId)),
    validUntil: orNull(validUntil), createdAt: toInstant(createdAt), revokedAt: orNull(revokedAt),
  };
}

const orNull = (ms: number | null) => (ms === null ? null : toInstant(ms));
