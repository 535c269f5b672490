import type { IRouter, RequestHandler } from 'express';
import { pauseStep, resetStep, resumeStep, type RetriedStep as RetriedStepBody } from '../../contracts/journey-steps.js';
import type { StepActivity, StepOfJourney } from '../../db/step-store.js';
import type { Scope } from '../../db/scope.js';
import { decideStep, type RetriedStep, type StepAction, type StepEvent } from '../../domain/journey/held-steps.js';
import { toId } from '../../domain/ids.js';
import { answerOnce } from '../answer-once.js';
import type { ApiContext } from '../context.js';
import { actorOf } from '../reach.js';
import { serve, type Call } from '../serve.js';
import { refusalProblem } from '../submit.js';
import { findJourney } from './journeys.js';
import { showStep } from './journey-view.js';

/** What people do with one step that the process tries again; that everything is tried at once is a command of the journey. */
export function journeyStepRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, pauseStep, (call) => change(ctx, call, 'pause'));
  serve(router, gate, resumeStep, (call) => change(ctx, call, 'resume'));
  serve(router, gate, resetStep, (call) => change(ctx, call, 'reset'));
}

type Change = Call<typeof pauseStep | typeof resumeStep | typeof resetStep>;
type Held = { scope: Scope; of: StepOfJourney };

/** Once for a key: the step is changed here and in the engine, then it is written down who did it and why. */
async function change(ctx: ApiContext, call: Change, action: StepAction): Promise<RetriedStepBody> {
  const { principal, params, body: { staffId, step, reason } } = call;
  const { found: { state }, scope } = await findJourney(ctx, principal, toId(params.id));
  const held = { scope, of: { journeyId: state.journeyId, step } };
  const { answer } = await answerOnce(ctx, call, async (transaction, commandId) => {
    const { event, after } = await (action === 'pause' ? pause(ctx, held) : goOn(ctx, held, action)).catch(async (error: unknown) => {
      if (!(error instanceof ActivityGoneError)) throw error;
      await ctx.steps.drop(scope, held.of, error.activity);
      throw refusalProblem({ code: 'step-not-retried' });
    });
    await ctx.steps.record(scope, held.of, event, { commandId, actor: actorOf(principal, staffId), at: ctx.now(), reason, of: state }, transaction);
    return showStep(after);
  });
  return answer;
}

type Changed = { event: StepEvent; after: RetriedStep; activity: StepActivity };

/** The engine has no such activity any more; never leaves this file. */
class ActivityGoneError extends Error {
  override readonly name = 'ActivityGoneError';
  readonly activity: StepActivity;

  constructor(activity: StepActivity) {
    super('no such activity is under way');
    this.activity = activity;
  }
}

/** Shown as held before the engine holds it, so that nothing is ever held there which nobody sees here. */
async function pause(ctx: ApiContext, held: Held): Promise<Changed> {
  const changed = await decided(ctx, held, 'pause', () => Promise.resolve());
  try {
    await tell(ctx, held, 'pause', changed.activity);
  } catch (error) {
    await ctx.steps.takeBackPause(held.scope, held.of);
    throw error;
  }
  return changed;
}

/** Shown as going on once the engine goes on: whoever is killed in between has a step that looks held, and may say it again. */
function goOn(ctx: ApiContext, held: Held, action: 'resume' | 'reset'): Promise<Changed> {
  return decided(ctx, held, action, (activity) => tell(ctx, held, action, activity));
}

async function tell(ctx: ApiContext, { of }: Held, action: StepAction, activity: StepActivity): Promise<void> {
  if (!(await ctx.stepEngine(action, of.journeyId, activity))) throw new ActivityGoneError(activity);
}

/** Decided on the locked row; what `before` throws takes it back. */
function decided(ctx: ApiContext, { scope, of }: Held, action: StepAction, before: (activity: StepActivity) => Promise<void>): Promise<Changed> {
  return ctx.steps.change(scope, of, async (row) => {
    const decision = decideStep(row, action, ctx.now());
    if (!decision.ok) throw refusalProblem(decision.refusal);
    const { runId, activityId } = row ?? {};
    if (!runId || !activityId) throw refusalProblem({ code: 'step-not-retried' }); // a release that did not keep them wrote the row
    await before({ runId, activityId });
    return { ...decision, activity: { runId, activityId } };
  });
}
