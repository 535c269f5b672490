import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { MOST_SAVED_QUERIES } from '../domain/cases/saved-query.js';
import { toId, type PersonId, type SavedQueryId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import { withDatabaseErrors } from './database-error.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** A filter of cases by the names of the API, in which nothing is of a person. */
export type SavedQuery<F extends object> = { queryId: SavedQueryId; name: string; filter: F };

/** Whose it is, and who did it as the audit has them. */
export type SavedBy = { personId: PersonId; actor: Actor; transaction: Transaction };

export type SavedQueryStore = ReturnType<typeof createSavedQueryStore>;

/**
 * Queries that people keep, each their own alone. Every write is in the audit, in the transaction of its caller.
 * Throws `DatabaseError`: 23505 `saved_queries_name` for a name that the person has given already.
 */
export function createSavedQueryStore({ pool: { call }, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  const write = (name: 'save_query_v1' | 'change_saved_query_v1' | 'delete_saved_query_v1', { transaction, ...by }: SavedBy, req: object): Promise<boolean> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ ...by, auditId: newId(), ...req })];
      const [found] = await sequelize.query<{ done: boolean }>(`select ${name}($1::jsonb) as done`, { bind, type: QueryTypes.SELECT, transaction });
      return found?.done ?? false;
    });
  return {
    /** The oldest first. */
    async list<F extends object>(personId: PersonId): Promise<SavedQuery<F>[]> {
      const rows = await call<{ queryId: string; name: string; filter: F }[]>('list_saved_queries_v1', personId);
      return rows.map(({ queryId, ...row }) => ({ ...row, queryId: toId(queryId) }));
    },
    /** False for whoever has `MOST_SAVED_QUERIES`. */
    save: (by: SavedBy, query: SavedQuery<object>) => write('save_query_v1', by, { ...query, most: MOST_SAVED_QUERIES }),
    /** False where the person has no such one. */
    change: (by: SavedBy, query: SavedQuery<object>) => write('change_saved_query_v1', by, query),
    /** Whether there was one. */
    delete: (by: SavedBy, queryId: SavedQueryId) => write('delete_saved_query_v1', by, { queryId }),
  };
}
