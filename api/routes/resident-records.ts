import type { IRouter, RequestHandler } from 'express';
import { getResidentRecord, listResidentLooks, REVEAL_REASONS, revealResident, type ResidentLook } from '../../contracts/resident-records.js';
import type { AuditRecord } from '../../db/audit-reader.js';
import { toId } from '../../domain/ids.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { findInReach } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';
import { showRecord } from './resident-record-view.js';
import { showInClear } from './resident-view.js';

const JOURNEYS_SHOWN = 50;
/** What the cursor of this list is offered for. */
const LOOK_LISTS = ['id'];

/** 居民与档案: one resident as the page of a supervisor shows them. Each reading stands in the audit, in the clear with the reason. */
export function residentRecordRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const find = (principal: Principal, id: string) => findInReach(principal, (scope) => ctx.residents.get(scope, toId(id)));
  const keep = (principal: Principal, id: string, action: string, params = {}) =>
    ctx.audit.write({ actor: auditActorOf(principal), action, objectKind: 'resident', objectId: id, outcome: 'done', params });

  serve(router, gate, getResidentRecord, async ({ principal, params: { id } }) => {
    const { scope } = await find(principal, id);
    const residentId = toId<'resident'>(id);
    const [archive, origins, check, doses, healthCode, { items: journeys }] = await Promise.all([
      ctx.archives.get(scope, residentId), ctx.origins.ofResident(scope, residentId), ctx.identities.get(scope, residentId), ctx.doses.ofResident(scope, residentId), ctx.healthCodes.ofResident(scope, residentId),
      ctx.journeys.list(scope, { residentId }, { first: JOURNEYS_SHOWN }),
    ]);
    if (!archive || !origins) throw problemOf('not-found');
    await keep(principal, id, 'resident.read-record');
    return showRecord({ archive, origins, check, doses, healthCode, journeys }, ctx.now());
  });

  serve(router, gate, revealResident, async ({ principal, params: { id }, body: { reason } }) => {
    const { found } = await find(principal, id);
    // Written before anything is shown: a look that nobody can find afterwards is none that we give.
    await keep(principal, id, 'resident.reveal', { reason });
    return showInClear(found);
  });

  serve(router, gate, listResidentLooks, async ({ principal, params: { id }, query: { first, after } }) => {
    await find(principal, id);
    const { items, pageInfo } = await offered(ctx.auditReader.list({ object: { kind: 'resident', id } }, { first, after }), LOOK_LISTS);
    await keep(principal, id, 'resident.list-looks');
    return { data: items.map(showLook), pageInfo };
  });
}

function showLook({ id, at, actor, action, params }: AuditRecord): ResidentLook {
  return { id, at: rfc3339(at), actor: actor as ResidentLook['actor'], action, reason: REVEAL_REASONS.find((reason) => reason === params['reason']) ?? null };
}
