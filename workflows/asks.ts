import { CancellationScope, proxyLocalActivities, type LocalActivityOptions } from '@temporalio/workflow';
import type { JourneyActivities, SeenView } from '../activities/journey-activities.js';
import type { JourneyId } from '../domain/ids.js';
import type { Finding } from '../domain/journey/commands.js';
import type { ProcessView } from '../domain/journey/process-view.js';
import type { Instant } from '../domain/time.js';
import type { Ask } from './follow.js';

/** Options of what a workflow reads and records itself. */
export const inWorkflowTask: LocalActivityOptions = {
  startToCloseTimeout: '4 seconds', // one statement or two; well below the 10 s of the workflow task it runs in
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' }, // until Postgres is back
  localRetryThreshold: '3 seconds', // longer waits are timers, so that an outage does not hold every workflow-task slot
};

const local = proxyLocalActivities<JourneyActivities>(inWorkflowTask);

/**
 * Reading the view and bringing findings home, inside the workflow task: no round trip of its own. Never called off: to cancel a local
 * activity whose answer is on its way fails the workflow task as non-deterministic, and what is recorded too late the door refuses.
 */
export const journeys: JourneyActivities = {
  readView: (asked) => CancellationScope.nonCancellable(() => local.readView(asked)),
  recordFinding: (asked) => CancellationScope.nonCancellable(() => local.recordFinding(asked)),
  forgetStep: (asked) => CancellationScope.nonCancellable(() => local.forgetStep(asked)),
};

/** Something the view of a journey asks for; of which journey is said when it is carried out. */
export type JourneyAsk = Omit<Ask<ProcessView>, 'act'> & { act: (journeyId: JourneyId) => Promise<SeenView> };

/** An effect outside while `version` is asked; null asks for nothing. `step` is its name in `journey_steps`. */
export function effect(step: string, version: number | null, act: (version: number) => Promise<SeenView>): JourneyAsk[] {
  return version === null ? [] : [{ key: `${step}@${version}`, due: null, step, act: () => act(version) }];
}

/** A finding to be recorded at an instant; a past one at once. */
export function at(due: Instant | null, find: (due: Instant) => Finding): JourneyAsk[] {
  if (due === null) return [];
  const finding = find(due);
  const dose = 'plannedDoseId' in finding.data ? finding.data.plannedDoseId : '-';
  return [{ key: `${finding.type}:${dose}@${due}`, due, step: null, act: (journeyId) => journeys.recordFinding({ journeyId, finding }) }];
}
