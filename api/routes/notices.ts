import type { IRouter, RequestHandler } from 'express';
import { findNotices, getNotice, NOTICE_LISTS, resendNotice } from '../../contracts/notices.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import { toLocalDate } from '../../domain/time.js';
import { auditActorOf, requirePerson, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { offered } from '../offered-lists.js';
import { placeOf } from '../place.js';
import { findInReach } from '../reach.js';
import { serve } from '../serve.js';
import { submitCommand } from '../submit.js';
import { showPlaced, showTry } from './notice-view.js';
import { maskPhone } from './resident-view.js';

/** 结果通知 across journeys: what became of each, and sending one again. */
export function noticeRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, findNotices, async ({ principal, query: { state, channel, kind, day, first, after, ...asked } }) => {
    const { scope, place } = placeOf(principal, asked, NOTICE_LISTS);
    const filter = { state, channel, template: kind, day: day === undefined ? undefined : toLocalDate(day) };
    const { items, pageInfo } = await offered(ctx.notices.list(scope, place, filter, { first, after }), NOTICE_LISTS);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'notices.list', objectKind: 'notice', outcome: 'done', ids: items.map(({ noticeId }) => noticeId) });
    return { data: items.map(showPlaced), pageInfo };
  });

  serve(router, gate, getNotice, async ({ principal, params }) => {
    const { found: { notice, tries }, scope } = await findNotice(ctx, principal, params.id);
    const resident = await ctx.residents.get(scope, notice.residentId);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'notice.read', objectKind: 'notice', objectId: params.id, outcome: 'done' });
    return { ...showPlaced(notice), to: maskPhone(resident?.phone ?? null), tries: tries.map(showTry) };
  });

  serve(router, gate, resendNotice, async (call) => {
    const { found: { notice }, scope } = await findNotice(ctx, call.principal, call.params.id);
    const { journeyId, residentId, contentVersion } = notice;
    const [resident, peeked] = await Promise.all([ctx.residents.get(scope, residentId), ctx.door.peek(scope, journeyId)]);
    const open = peeked?.state.cases.find(({ kind }) => kind === 'notice-undeliverable');
    const noteId = newId<'note'>();
    const data = { contentVersion, hasPhone: (resident?.phone ?? null) !== null, caseId: open?.caseId ?? null, by: requirePerson(call.principal).personId, noteId };
    const { answer } = await submitCommand(ctx, call, {
      journeyId, command: { type: 'resendNotice', data }, scope, notes: [{ id: noteId, text: call.body.reason, purpose: 'notice-resent' }], needs: [],
    });
    return answer;
  });
}

function findNotice(ctx: ApiContext, principal: Principal, id: string) {
  return findInReach(principal, (scope) => ctx.notices.get(scope, toId(id)));
}
