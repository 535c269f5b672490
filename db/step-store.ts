import type { Sequelize } from 'sequelize';
import { toId, type JourneyId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import { bindJourneyStepModel, type JourneyStepModel } from './models/journey-step-model.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

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
export function createStepStore(sequelize: Sequelize) {
  const steps = bindJourneyStepModel(sequelize);
  return {
    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<RetriedStep[]> =>
      withScope(sequelize, scope, async (transaction) => (await steps.findAll({ where: { journeyId }, order: [['step', 'asc']], transaction })).map(toStep)),
  };
}
export type StepStore = ReturnType<typeof createStepStore>;

function toStep({ journeyId, step, attempt, errorCode, nextTryAt }: JourneyStepModel): RetriedStep {
  return { journeyId: toId(journeyId), step, attempt, errorCode, nextTryAt: nextTryAt && toInstant(nextTryAt.getTime()) };
}
