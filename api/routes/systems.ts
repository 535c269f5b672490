import type { IRouter, RequestHandler } from 'express';
import { approvePause, declinePause, getBanners, getSystemHealth, listSystems, proposePause, resumeSystem, type HealthPoint, type System } from '../../contracts/systems.js';
import type { FigurePoint } from '../../db/figure-store.js';
import type { ReasonedPause } from '../../db/pause-store.js';
import { drainSeconds, failedOf, FIGURES_KEPT_MS, percentileMs, stepFor } from '../../domain/systems/figures.js';
import { decidePause, running, type PauseCommand } from '../../domain/systems/pause.js';
import { SYSTEMS, type SystemId } from '../../domain/systems/systems.js';
import { toInstant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { actorOf, areaOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { bannersOf, refusalProblem } from '../submit.js';
import { rfc3339 } from './journey-view.js';

/** Older samples of a backlog say nothing about now. */
const BACKLOG_COUNTS_MS = 15 * 60_000;
/** A city or the province: their codes end with two noughts. */
const ABOVE_DISTRICTS = /00$/;

/** Whether the systems outside are asked, and who stopped that. They belong to no site: who may do what says the table of permissions. */
export function systemRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getBanners, async () => ({ banners: await bannersOf(ctx) }));
  serve(router, gate, listSystems, async () => ({ data: await readSystems(ctx) }));
  serve(router, gate, getSystemHealth, async ({ params, query }) => {
    const [from, to] = [toInstant(Date.parse(query.from)), toInstant(Date.parse(query.to))];
    if (to <= from || to - from > FIGURES_KEPT_MS) throw problemOf('invalid-request', { fields: [{ field: '?to', rule: 'after from, by 14 days at most' }] });
    const step = stepFor(from, to);
    return { step, data: (await ctx.figures.points(params.id, { from, to, step })).map(showPoint) };
  });
  serve(router, gate, proposePause, (call) => change(ctx, call, 'propose', call.body.reason));
  serve(router, gate, approvePause, (call) => change(ctx, call, 'approve', null));
  serve(router, gate, declinePause, (call) => change(ctx, call, 'decline', call.body.reason));
  serve(router, gate, resumeSystem, (call) => change(ctx, call, 'resume', call.body.reason));
}

type Change = Call<typeof proposePause | typeof approvePause | typeof declinePause | typeof resumeSystem>;

/** Decided on the locked pause, once for a key. The answer that is kept has no reason: that is read when it is shown. */
async function change(ctx: ApiContext, call: Change, type: PauseCommand['type'], reason: string | null): Promise<System> {
  const { principal, params, body } = call;
  const at = ctx.now();
  const { staffId, version } = body;
  const system = SYSTEMS.find((known) => known === params.id);
  if (!system) throw problemOf('not-found');
  if (!principal.person && !ABOVE_DISTRICTS.test(areaOf(principal))) throw problemOf('not-for-this-client');
  await answerOnce(ctx, call, async (transaction, commandId) => {
    const by = { commandId, actor: actorOf(principal, staffId), by: staffId, at };
    const { version: after } = await ctx.pauses.change(system, by, (before) => {
      const decision = decidePause(before, { type, by: staffId, version }, at);
      if (!decision.ok) throw refusalProblem(decision.refusal);
      return { ...decision, reason };
    }, transaction);
    return { version: after };
  });
  return readSystem(ctx, system, await readRows(ctx));
}

type Read = Pick<ApiContext, 'pauses' | 'breakers' | 'figures' | 'now'>;
type Rows = Awaited<ReturnType<typeof readRows>>;

async function readRows({ pauses, breakers }: Read) {
  const [kept, states] = await Promise.all([pauses.list(), breakers.list()]);
  return { kept, states };
}

/** Every system of this release, in the order of its list. */
async function readSystems(ctx: Read): Promise<System[]> {
  const rows = await readRows(ctx);
  return Promise.all(SYSTEMS.map((id) => readSystem(ctx, id, rows)));
}

async function readSystem({ figures, now }: Read, id: SystemId, { kept, states }: Rows): Promise<System> {
  const pause = kept.find(({ system }) => system === id) ?? { ...running(id), reason: null };
  const state = states.find(({ system }) => system === id)?.state ?? 'closed';
  const lately = { from: toInstant(now() - BACKLOG_COUNTS_MS), to: toInstant(now() + 1), step: 'minute' } as const;
  return { id, state, pause: showPause(pause), backlog: backlogOf(await figures.points(id, lately)) };
}

function showPause({ status, proposal, approval, reason, version }: ReasonedPause): System['pause'] {
  const shown = (step: ReasonedPause['proposal']) => step && { by: step.by, at: rfc3339(step.at) };
  return { status, proposal: shown(proposal), approval: shown(approval), reason, version };
}

function backlogOf(points: readonly FigurePoint[]): System['backlog'] {
  const samples = points.flatMap(({ at, owed, overdue, oldestAt }) => (owed === null ? [] : [{ at, owed, overdue: overdue ?? 0, oldestAt }]));
  const last = samples.at(-1);
  return last ? { owed: last.owed, overdue: last.overdue, oldestAt: last.oldestAt === null ? null : rfc3339(last.oldestAt), drainsInSeconds: drainSeconds(samples), at: rfc3339(last.at) } : null;
}

function showPoint({ at, calls, errors, buckets, owed, overdue, state }: FigurePoint): HealthPoint {
  return { at: rfc3339(at), calls, failed: failedOf(errors), errors, p50Ms: percentileMs(buckets, 0.5), p99Ms: percentileMs(buckets, 0.99), owed, overdue, state };
}
