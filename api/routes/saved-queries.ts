import type { IRouter, RequestHandler } from 'express';
import { CASE_LISTS } from '../../contracts/cases.js';
import { changeSavedQuery, deleteSavedQuery, listSavedQueries, saveQuery, type SavedQuery as Shown } from '../../contracts/saved-queries.js';
import { DatabaseError } from '../../db/database-error.js';
import { newId } from '../../db/new-id.js';
import type { SavedBy } from '../../db/saved-query-store.js';
import { MOST_SAVED_QUERIES } from '../../domain/cases/saved-query.js';
import { toId } from '../../domain/ids.js';
import { answerOnce } from '../answer-once.js';
import { auditActorOf, requirePerson, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { placeOf } from '../place.js';
import { serve } from '../serve.js';

/** Filters of cases that whoever is signed in keeps for themselves. Nobody else's is there for them. */
export function savedQueryRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { savedQueries } = ctx;

  serve(router, gate, listSavedQueries, async ({ principal }) => {
    const kept = await savedQueries.list<Shown['filter']>(requirePerson(principal).personId);
    return { data: kept.map(({ queryId: id, name, filter }) => ({ id, name, filter })) };
  });

  serve(router, gate, saveQuery, async (call) => {
    requireListed(call.principal, call.body.filter);
    const queryId = newId<'saved-query'>();
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const saved = await savedQueries.save(byOf(call.principal, transaction), { queryId, ...call.body }).catch(refusedBy);
      if (!saved) throw problemOf('saved-queries-full', { limit: MOST_SAVED_QUERIES });
      return { id: queryId, ...call.body };
    });
    return answer;
  });

  serve(router, gate, changeSavedQuery, async (call) => {
    requireListed(call.principal, call.body.filter);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const changed = await savedQueries.change(byOf(call.principal, transaction), { queryId: toId(call.params.id), ...call.body }).catch(refusedBy);
      if (!changed) throw problemOf('not-found');
      return { id: call.params.id, ...call.body };
    });
    return answer;
  });

  serve(router, gate, deleteSavedQuery, async (call) => {
    const { answer } = await answerOnce(ctx, call, async (transaction) => ({ deleted: await savedQueries.delete(byOf(call.principal, transaction), toId(call.params.id)) }));
    return answer;
  });
}

const byOf = (principal: Principal, transaction: SavedBy['transaction']): SavedBy => ({ personId: requirePerson(principal).personId, actor: auditActorOf(principal), transaction });

/** What names a place is kept only if its cases could be listed. Throws as the list does. */
function requireListed(principal: Principal, { siteId, area }: Shown['filter']): void {
  if (siteId !== undefined || area !== undefined) placeOf(principal, { siteId, area }, CASE_LISTS);
}

function refusedBy(error: unknown): never {
  throw error instanceof DatabaseError && error.constraint === 'saved_queries_name' ? problemOf('invalid-request', { fields: [{ field: 'name', rule: 'taken' }] }) : error;
}
