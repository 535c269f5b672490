import { QueryTypes, type Sequelize } from 'sequelize';
import type { ArchiveField } from '../domain/archive/compare.js';
import { toId, type ResidentId, type SiteId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** Since when our side has what it says of a resident: all of it since the registration, and some fields since they were taken from the registry. */
export type Origins = { registeredAt: Instant; taken: { field: ArchiveField; at: Instant; siteId: SiteId }[] };

export type OriginStore = ReturnType<typeof createOriginStore>;

export function createOriginStore(sequelize: Sequelize) {
  return {
    /** Null outside the scope. */
    ofResident: (scope: Scope, residentId: ResidentId): Promise<Origins | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const [row] = await sequelize.query<{ registeredAt: Date; taken: { field: ArchiveField; at: number; siteId: string }[] }>(
          'select registered_at as "registeredAt", field_origins_v2(id) as taken from residents where id = $1',
          { bind: [residentId], type: QueryTypes.SELECT, transaction },
        );
        return row ? { registeredAt: toInstant(row.registeredAt.getTime()), taken: row.taken.map(({ field, at, siteId }) => ({ field, at: toInstant(at), siteId: toId(siteId) })) } : null;
      }),
  };
}
