import type { IRouter, RequestHandler } from 'express';
import { getStepLog, listRefusedCommands, REFUSED_SHOWN, type RefusedCommand } from '../../contracts/beside-the-log.js';
import type { AuditRecord } from '../../db/audit-reader.js';
import { toId } from '../../domain/ids.js';
import type { ApiContext } from '../context.js';
import { tellKept } from '../problem-params.js';
import { serve } from '../serve.js';
import { findJourney } from './journeys.js';
import { rfc3339 } from './journey-view.js';

/** What people did about a journey that its log does not hold: commands that were refused, and steps that were held. */
export function besideTheLogRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listRefusedCommands, async ({ principal, params }) => {
    const { found } = await findJourney(ctx, principal, toId(params.id));
    return { data: (await ctx.auditReader.refusedAbout(found.state.journeyId, REFUSED_SHOWN)).map(showRefused) };
  });

  serve(router, gate, getStepLog, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    return { data: (await ctx.steps.log(scope, found.state.journeyId)).map(({ at, ...entry }) => ({ ...entry, at: rfc3339(at) })) };
  });
}

function showRefused({ id, at, action, actor, code, params }: AuditRecord): RefusedCommand {
  return { id, at: rfc3339(at), command: action.slice(action.indexOf('.') + 1), actor: actor as RefusedCommand['actor'], code: code ?? '', params: tellKept(code, params) };
}
