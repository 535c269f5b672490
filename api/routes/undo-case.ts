import type { IRouter, RequestHandler } from 'express';
import { undoCase } from '../../contracts/case-work.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import { hasMoved } from '../../domain/archive/brought-sides.js';
import type { JourneyId } from '../../domain/ids.js';
import type { ApiContext } from '../context.js';
import { serve } from '../serve.js';
import { submitCommand } from '../submit.js';
import { findCase } from './cases.js';

/** The decision of a resolved case is asked to be reversed; another person approves that like any proposal. */
export function undoCaseRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, undoCase, async (call) => {
    const { found, scope } = await findCase(ctx, call.principal, call.params.id);
    const { staffId, caseVersion, reason } = call.body;
    const { caseId, action, journeyId } = found;
    const noteId = newId<'note'>();
    const { answer } = await submitCommand(ctx, call, {
      journeyId,
      command: { type: 'askUndo', data: { caseId, caseVersion, action, by: staffId, noteId, oursMoved: await oursMoved(ctx, scope, journeyId) } },
      scope,
      staffId,
      notes: [{ id: noteId, text: reason, purpose: 'case-decision' }],
      needs: ['cases:work'],
    });
    return answer;
  });
}

/** Our side says something else than what the journey's decision brought it to. Nobody is shown a value; the process compares again before it writes. */
export async function oursMoved(ctx: Pick<ApiContext, 'door' | 'archives' | 'residents'>, scope: Scope, journeyId: JourneyId): Promise<boolean> {
  const state = (await ctx.door.peek(scope, journeyId))?.state;
  if (!state?.decided?.evidenceId || state.decided.fields === null || !state.fields) return false;
  const [sides, resident] = await Promise.all([ctx.archives.comparison(scope, state.decided.evidenceId), ctx.residents.get(scope, state.residentId)]);
  return sides !== null && 'ours' in sides && resident !== null && hasMoved(resident, sides, state.fields.take);
}
