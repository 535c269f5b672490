import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { PersonId } from '../domain/ids.js';
import { withDatabaseErrors } from './database-error.js';
import { newId } from './new-id.js';
import type { Site } from './site-store.js';

export type NewSite = Omit<Site, 'version'>;
/** `version`: at which the site was read. */
export type SiteChange = Omit<Site, 'areaCode' | 'registry'>;

/** Null: there is no such site. `moved`: it is at another version, and nothing was changed. */
export type ChangeEnd = null | { moved?: number };

export type SiteRegister = ReturnType<typeof createSiteRegister>;

/**
 * Sites as administrators keep them. Every write is by an administrator (`actor`), is in the audit, and goes into the transaction of its caller.
 * Throws `DatabaseError`: 42501 when the actor is no administrator now, 23503 and 23505 by constraint.
 */
export function createSiteRegister(sequelize: Sequelize) {
  const write = (name: 'register_site_v1' | 'change_site_v1', { actor, transaction }: By, { stations, ...req }: NewSite | SiteChange): Promise<ChangeEnd> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ actor, auditId: newId(), stationPlan: { stations }, ...req })];
      const [found] = await sequelize.query<{ end: ChangeEnd }>(`select ${name}($1::jsonb) as end`, { bind, type: QueryTypes.SELECT, transaction });
      return found?.end ?? null;
    });
  return {
    register: async (by: By, site: NewSite): Promise<void> => void (await write('register_site_v1', by, site)),
    change: (by: By, change: SiteChange): Promise<ChangeEnd> => write('change_site_v1', by, change),
  };
}

type By = { actor: PersonId; transaction: Transaction };
