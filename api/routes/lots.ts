import type { IRouter, RequestHandler } from 'express';
import { approveLotRelease, askLotRelease, declineLotRelease, getLot, listLots, LOT_LISTS, placeLotHold, type LotShown } from '../../contracts/lots.js';
import type { ToldLotHold } from '../../db/lot-hold-store.js';
import type { LotKey } from '../../db/lot-store.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import { liesIn } from '../../domain/area.js';
import { toId, type AreaCode, type SiteId } from '../../domain/ids.js';
import { decideLotHold, placeLotHold as decidePlacing, type LotHold, type LotHoldCommand, type LotHoldDecision, type LotHoldKind } from '../../domain/stock/lot-hold.js';
import { toInstant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { requirePermission, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { actorOf, isOfSites, scopeOf, siteOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { refusalProblem } from '../submit.js';
import { rfc3339 } from './journey-view.js';

/** Whether a lot may be used, and why not, concerns every site. */
const OPEN: Scope = { open: true };
/** A city or the province: their codes end with two noughts. */
const ABOVE_DISTRICTS = /00$/;

/** Lots: one person stops one at every site, two let it go. */
export function lotRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, listLots, async ({ query }) => {
    const { items, pageInfo } = await offered(ctx.lots.list(OPEN, query), LOT_LISTS);
    return { data: items, pageInfo };
  });
  serve(router, gate, getLot, ({ params }) => showLot(ctx, params));

  serve(router, gate, placeLotHold, async (call) => {
    const { principal, params, body } = call;
    requireKindOfHold(principal, body.kind);
    const { scope, ...place } = await placeOfHold(ctx, call);
    const at = ctx.now();
    await answerOnce(ctx, call, async (transaction, commandId) => {
      const by = { scope, transaction, commandId, actor: actorOf(principal, body.staffId), by: body.staffId, at };
      const since = body.since === undefined ? null : toInstant(Date.parse(body.since));
      const placed = await ctx.lotHolds.place(by, params, (known) => changeOf(decidePlacing({ ...params, ...place, id: newId(), kind: body.kind, since, by: body.staffId }, known, at), body.reason));
      if (!placed) throw problemOf('not-found');
      return { id: placed.id };
    });
    return showLot(ctx, params);
  });

  serve(router, gate, askLotRelease, (call) => change(ctx, call, 'ask', call.body.reason));
  serve(router, gate, approveLotRelease, (call) => change(ctx, call, 'approve', null));
  serve(router, gate, declineLotRelease, (call) => change(ctx, call, 'decline', call.body.reason));
}

type Change = Call<typeof askLotRelease | typeof approveLotRelease | typeof declineLotRelease>;

/** Decided on the locked hold, once for a key. The answer that is kept has no reason: that is read when it is shown. */
async function change(ctx: ApiContext, call: Change, type: LotHoldCommand['type'], reason: string | null): Promise<LotShown> {
  const { principal, params, body } = call;
  const { staffId, version } = body;
  const hold = await ctx.lotHolds.get(OPEN, toId(params.id));
  if (!hold || !reaches(principal, hold)) throw problemOf('not-found');
  requireKindOfHold(principal, hold.kind);
  const scope: Scope = isOfSites(principal) ? { site: siteOf(principal, hold.siteId ?? undefined) } : scopeOf(principal);
  const at = ctx.now();
  await answerOnce(ctx, call, async (transaction, commandId) => {
    const by = { scope, transaction, commandId, actor: actorOf(principal, staffId), by: staffId, at };
    const after = await ctx.lotHolds.change(by, hold.id, (before) => changeOf(decideLotHold(before, { type, by: staffId, version }, at), reason));
    if (!after) throw problemOf('not-found');
    return { version: after.version };
  });
  return showLot(ctx, hold);
}

function changeOf(decision: LotHoldDecision, reason: string | null) {
  if (!decision.ok) throw refusalProblem(decision.refusal);
  return { event: decision.event, after: decision.after, reason };
}

/** Of site staff one of their sites; of everybody else the area, or a site in it. Throws 404 for a foreign site. */
async function placeOfHold(ctx: ApiContext, { principal, body }: Call<typeof placeLotHold>): Promise<{ scope: Scope; siteId: SiteId | null; areaCode: AreaCode }> {
  const named = body.siteId === undefined ? undefined : toId<'site'>(body.siteId);
  if (body.kind === 'recall' && named !== undefined) throw problemOf('invalid-request', { fields: [{ field: 'siteId', rule: 'not-of-a-recall' }] });
  const siteId = isOfSites(principal) ? siteOf(principal, named) : named;
  const { area, ...scope } = isOfSites(principal) ? { site: siteId } : scopeOf(principal);
  if (siteId === undefined) {
    if (area === undefined) throw problemOf('not-found');
    return { scope: { area }, siteId: null, areaCode: area };
  }
  const site = await ctx.sites.get(OPEN, siteId);
  if (!site || (area !== undefined && !liesIn(area, site.areaCode))) throw problemOf('not-found');
  return { scope: area === undefined ? scope : { area }, siteId, areaCode: site.areaCode };
}

/** A recall is a city's or the province's; site and district report what they suspect, which stops the lot as well. */
function requireKindOfHold(principal: Principal, kind: LotHoldKind): void {
  if (kind !== 'recall') return;
  if (principal.person) requirePermission(principal.person, 'placeLotHold.recall');
  else if (principal.areaCode === null || !ABOVE_DISTRICTS.test(principal.areaCode)) throw problemOf('not-for-this-client');
}

function reaches(principal: Principal, { siteId, areaCode }: LotHold): boolean {
  if (isOfSites(principal)) return siteId !== null && principal.siteIds.includes(siteId);
  const { area } = scopeOf(principal);
  return area !== undefined && liesIn(area, areaCode);
}

async function showLot(ctx: ApiContext, { productId, lot }: LotKey): Promise<LotShown> {
  const [found, holds] = await Promise.all([ctx.lots.get(OPEN, { productId, lot }), ctx.lotHolds.ofLot(OPEN, { productId, lot })]);
  if (!found) throw problemOf('not-found');
  return { ...found, holds: holds.map(showHold) };
}

function showHold({ id, kind, status, version, siteId, areaCode, since, placed, asked, released, progress, log }: ToldLotHold): LotShown['holds'][number] {
  const told = (done: LotHold['asked']) => done && { by: done.by, at: rfc3339(done.at) };
  return {
    id, kind, status, version, siteId, areaCode, since: since === null ? null : rfc3339(since), placed: { by: placed.by, at: rfc3339(placed.at) }, asked: told(asked), released: told(released),
    recipients: progress, log: log.map(({ at, ...entry }) => ({ ...entry, at: rfc3339(at) })),
  };
}
