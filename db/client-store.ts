import { QueryTypes, type Sequelize } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type SiteId } from '../domain/ids.js';
import { withDatabaseErrors } from './database-error.js';
import { bindApiClientModel, type ApiClientModel } from './models/api-client-model.js';

export type ApiClientKind = 'site-client' | 'channel' | 'operator';

/** A machine that calls our API. A site client is bound to its sites, an operator to its area, a channel to the resident of each call. */
export type ApiClient = {
  clientId: string;
  name: string;
  kind: ApiClientKind;
  jwks: { keys: object[] };
  scopes: string[];
  status: 'active' | 'revoked';
  siteIds: SiteId[];
  areaCode: AreaCode | null;
};

export type ClientStore = ReturnType<typeof createClientStore>;

/** Looked up on every call (security handbook, S1), so a revoked client is refused although its token still lives. */
export function createClientStore(sequelize: Sequelize) {
  const clients = bindApiClientModel(sequelize);
  return {
    find: (clientId: string): Promise<ApiClient | null> =>
      withDatabaseErrors(async () => {
        const row = await clients.findByPk(clientId);
        if (!row) return null;
        const sites = await sequelize.query<{ site_id: string }>('select site_id from api_client_sites where client_id = $1 order by site_id', { bind: [clientId], type: QueryTypes.SELECT });
        return toClient(row, sites.map((site) => toId(site.site_id)));
      }),
  };
}

/** Registers, changes or revokes a client. `sequelize` is the migrator's: no running process may widen its own reach. */
export function keepClient(sequelize: Sequelize, client: ApiClient): Promise<void> {
  return withDatabaseErrors(() =>
    sequelize.transaction(async (transaction) => {
      const { clientId, name, kind, areaCode, jwks, scopes, status } = client;
      await bindApiClientModel(sequelize).upsert({ id: clientId, name, kind, areaCode, jwks, scopes, status }, { transaction });
      await sequelize.query('delete from api_client_sites where client_id = $1', { bind: [clientId], transaction });
      for (const siteId of client.siteIds) await sequelize.query('insert into api_client_sites (client_id, site_id) values ($1, $2)', { bind: [clientId, siteId], transaction });
    }),
  );
}

function toClient({ id, name, kind, areaCode, jwks, scopes, status }: ApiClientModel, siteIds: SiteId[]): ApiClient {
  return {
    clientId: id,
    name,
    kind: kind as ApiClientKind,
    jwks: jwks as ApiClient['jwks'],
    scopes,
    status: status as ApiClient['status'],
    siteIds,
    areaCode: areaCode === null ? null : toAreaCode(areaCode),
  };
}
