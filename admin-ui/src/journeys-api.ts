import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { DoseChecklist } from '../../contracts/dose-checklist.js';
import type { RetriedStep } from '../../contracts/journey-steps.js';
import type { GetJson } from '../../ui/get-json.js';
import type { PostJson } from '../../ui/post-json.js';

type WithReason = { staffId: string; reason: string };
type StepWithReason = WithReason & { step: string };

/** What may be done about a journey from here: a method for each verb of the contract. */
export type JourneyVerbs = ReturnType<typeof createJourneyVerbs>;

export function createJourneyVerbs(getJson: GetJson, postJson: PostJson) {
  const at = (id: string, verb: string) => `/v1/journeys/${encodeURIComponent(id)}/${verb}`;
  return {
    /** Each reading is in the audit. */
    doseChecklist: (id: string, plannedDoseId: string) => getJson(at(id, `doses/${encodeURIComponent(plannedDoseId)}/checklist`), {}) as Promise<DoseChecklist>,
    retryJourney: (id: string, why: WithReason) => postJson(at(id, 'retry'), why) as Promise<CommandAnswer>,
    cancelJourney: (id: string, { staffId, reason }: WithReason) => postJson(at(id, 'commands'), { type: 'cancel', data: {}, staffId, reason }) as Promise<CommandAnswer>,
    pauseStep: (id: string, why: StepWithReason) => postJson(at(id, 'steps/pause'), why) as Promise<RetriedStep>,
    resumeStep: (id: string, why: StepWithReason) => postJson(at(id, 'steps/resume'), why) as Promise<RetriedStep>,
    resetStep: (id: string, why: StepWithReason) => postJson(at(id, 'steps/reset'), why) as Promise<RetriedStep>,
  };
}
