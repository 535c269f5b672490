import type { JourneyId } from '../domain/ids.js';
import type { Instant } from '../domain/time.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

/** A step of a journey that is being retried, from its second attempt on. */
export type RetriedStep = { journeyId: JourneyId; step: string; attempt: number; errorCode: string; nextTryAt: Instant | null };

/** The worker's side: it writes without a scope of its own, the row takes the site of its journey. */
export function createStepRecorder(pool: Statements) {
  return {
    keep: async ({ journeyId, step, attempt, errorCode, nextTryAt }: Omit<RetriedStep, 'nextTryAt'> & { nextTryAt: number | null }): Promise<void> => {
      await pool.call('keep_step_v1', journeyId, step, attempt, errorCode, nextTryAt === null ? null : Math.round(nextTryAt));
    },
    /** It succeeded or is no longer wanted. */
    forget: async (journeyId: JourneyId, step: string): Promise<void> => {
      await pool.call('keep_step_v1', journeyId, step, null, null, null);
    },
  };
}
export type StepRecorder = ReturnType<typeof createStepRecorder>;

/** The desk's side: visible without asking the engine. */
export function createStepStore(pool: Pick<Statements, 'call'>) {
  return {
    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<RetriedStep[]> => pool.call('journey_steps_v1', { scope, journeyId }),
  };
}
export type StepStore = ReturnType<typeof createStepStore>;
