import { ApplicationFailure } from '@temporalio/activity';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { isPause, type PauseGate } from './pause-gate.js';
import { attemptOf, stepOf, type StepInterceptorParts } from './step-interceptor.js';

export type PauseInterceptorParts = {
  gate: PauseGate;
  /** Of this queue's activities; null where each call knows its own and passes the gate itself. */
  system: string | null;
} & Pick<StepInterceptorParts, 'keepStep' | 'now'>;

/**
 * Ends an activity before it does anything while its system is paused, and lets it come again much later: no attempt of a notice is used up,
 * nothing is marked as in doubt, no breaker hears of it, and no case is opened. Outside the interceptor that follows steps, which tells of failures.
 */
export function createPauseInterceptor({ gate, system, keepStep, now }: PauseInterceptorParts): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        if (info.isLocal) return next(input);
        try {
          if (system !== null) await gate.pass(system);
          return await next(input);
        } catch (error) {
          if (!isPause(error)) throw error;
          const { retryAfterMs, message } = error;
          const step = stepOf(info.activityType, input.args[0]);
          if (step) await keepStep({ ...step, ...attemptOf(info), errorCode: 'paused', nextTryAt: now() + retryAfterMs });
          throw ApplicationFailure.create({ message, type: 'paused', nextRetryDelay: retryAfterMs });
        }
      },
    },
  });
}
