import { ApplicationFailure, type Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import { msToNumber } from '@temporalio/common/lib/time.js';
import { DatabaseError } from '../db/database-error.js';
import { NewerStateError } from '../db/door/stored-state.js';
import { NewerPolicyError } from '../domain/policies/names.js';
import { isId, type JourneyId } from '../domain/ids.js';
import { Unavailable } from '../registries/errors.js';
import type { Breaker } from './breaker.js';

/** A step that is being retried, as it stands in `journey_steps`, and the attempt that has failed: instants in ms since 1970. */
export type RetriedStep = { journeyId: JourneyId; step: string; attempt: number; errorCode: string; nextTryAt: number; runId: string; activityId: string; beganAt: number };

export type StepInterceptorParts = {
  /** Of the one system that this queue's activities call; null where each call tells its own. */
  breaker: Breaker | null;
  keepStep: (step: RetriedStep) => Promise<void>;
  forgetStep: (journeyId: JourneyId, step: string) => Promise<void>;
  /** What failed is no outside system: somebody has to see it, while it is tried again. */
  openFault: (journeyId: JourneyId, step: string) => Promise<void>;
  /** From 0 to 1, for the spread of the attempts. */
  random: () => number;
  now: () => number;
};

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
/** An attempt that was scheduled so long after its activity is not the first, though its count may have begun anew. */
const FIRST_WITHIN_MS = 250;

type Step = { journeyId: JourneyId; step: string };
type Info = Context['info'];

/**
 * Makes retries visible without asking Temporal: from the second failure on a step has a row, which goes when the step ends. It also
 * spreads the attempts, so that thousands of steps that failed together do not come back together.
 */
export function createStepInterceptor(parts: StepInterceptorParts): ActivityInterceptorsFactory {
  return (context) => ({ inbound: new StepInterceptor(parts, context) });
}

class StepInterceptor implements ActivityInboundCallsInterceptor {
  private readonly parts: StepInterceptorParts;
  private readonly context: Context;

  constructor(parts: StepInterceptorParts, context: Context) {
    this.parts = parts;
    this.context = context;
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const step = this.context.info.isLocal ? null : stepOf(this.context.info.activityType, input.args[0]);
    if (!step) return next(input);
    const result = await next(input).catch(async (error: unknown) => {
      throw this.context.cancellationSignal.aborted ? error : await this.retried(step, error);
    });
    await this.parts.breaker?.succeeded();
    if (isAgain(this.context.info)) await this.parts.forgetStep(step.journeyId, step.step);
    return result;
  }

  /** The same failure, with the delay that was written down for it. */
  private async retried({ journeyId, step }: Step, error: unknown): Promise<ApplicationFailure> {
    const again = isAgain(this.context.info);
    const delayMs = askedFor(error) ?? this.backOff();
    await this.parts.breaker?.failed(error);
    if (again && isFault(error)) await this.parts.openFault(journeyId, step);
    if (again) await this.parts.keepStep({ journeyId, step, ...attemptOf(this.context.info), errorCode: codeOf(error), nextTryAt: this.parts.now() + delayMs });
    const { name, message } = error instanceof Error ? error : { name: 'unknown', message: 'not an error' };
    const type = error instanceof ApplicationFailure && error.type ? error.type : name;
    return ApplicationFailure.create({ message, type, nextRetryDelay: delayMs });
  }

  /** As the workflow's retry policy has it, from half to the whole of it by chance. */
  private backOff(): number {
    const { initialInterval, backoffCoefficient = 2, maximumInterval } = this.context.info.retryPolicy ?? {};
    const first = initialInterval === undefined ? FIRST_DELAY_MS : msToNumber(initialInterval);
    const longest = maximumInterval === undefined ? LONGEST_DELAY_MS : msToNumber(maximumInterval);
    const whole = Math.min(longest, first * backoffCoefficient ** (this.context.info.attempt - 1));
    return Math.round(whole * (1 + this.parts.random()) / 2);
  }
}

/** Outside systems and Postgres may be away; whatever else fails twice is a bug or data that no policy covers. */
function isFault(error: unknown): boolean {
  return !(error instanceof Unavailable || error instanceof DatabaseError || error instanceof NewerStateError || error instanceof NewerPolicyError);
}

/** By what the engine knows the attempt: people hold the activity by it. */
export function attemptOf({ attempt, activityId, workflowExecution, currentAttemptScheduledTimestampMs: beganAt }: Info): Pick<RetriedStep, 'attempt' | 'runId' | 'activityId' | 'beganAt'> {
  return { attempt, activityId, runId: workflowExecution?.runId ?? '', beganAt };
}

/** It has failed before, also where somebody has had its tries counted anew. */
function isAgain({ attempt, scheduledTimestampMs, currentAttemptScheduledTimestampMs }: Info): boolean {
  return attempt > 1 || currentAttemptScheduledTimestampMs > scheduledTimestampMs + FIRST_WITHIN_MS;
}

/** A step's name in `journey_steps`; the workflow uses the same one to forget a step that it has cancelled. */
export function stepOf(activityType: string, asked: unknown): Step | null {
  if (typeof asked !== 'object' || asked === null || !('journeyId' in asked) || typeof asked.journeyId !== 'string' || !isId(asked.journeyId)) return null;
  const dose = 'plannedDoseId' in asked && typeof asked.plannedDoseId === 'string' ? `:${asked.plannedDoseId}` : '';
  return { journeyId: asked.journeyId as JourneyId, step: `${activityType}${dose}` };
}

/** Retry-After of the other side, or the delay that an activity decided itself. */
function askedFor(error: unknown): number | null {
  if (error instanceof ApplicationFailure && error.nextRetryDelay !== undefined && error.nextRetryDelay !== null) return msToNumber(error.nextRetryDelay);
  return error instanceof Error && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null;
}

/** A word for the list of steps: the adapter's code, the database's, or the name of what was thrown; never a message. */
function codeOf(error: unknown): string {
  if (error instanceof ApplicationFailure) return error.type ?? error.name;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return 'unknown';
}
