import { isGrpcServiceError, type Client } from '@temporalio/client';
import type { StepActivity } from '../db/step-store.js';
import type { StepAction } from '../domain/journey/held-steps.js';
import type { JourneyId } from '../domain/ids.js';
import { journeyWorkflowId } from '../workflows/workflow-ids.js';
import { unavailable } from './error-handler.js';

/** Holds one activity of a journey's process, lets it go on, or counts its attempts anew. False: the engine has no such activity any more. Throws the problem `unavailable`. */
export type StepEngine = (action: StepAction, journeyId: JourneyId, activity: StepActivity) => Promise<boolean>;

const ANSWER_WITHIN_MS = 4_000;
const NOT_FOUND = 5; // gRPC
const IDENTITY = 'api';

export function createStepEngine(client: Client): StepEngine {
  const { namespace } = client.options;
  return async (action, journeyId, { runId, activityId: id }) => {
    const asked = { namespace, execution: { workflowId: journeyWorkflowId(journeyId), runId }, id, identity: IDENTITY };
    try {
      await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => tell(client, action, asked));
      return true;
    } catch (error) {
      if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return false;
      throw unavailable();
    }
  };
}

type Asked = { namespace: string; execution: { workflowId: string; runId: string }; id: string; identity: string };

/** The reason is with us: what people write has no place in the engine's history. */
function tell({ workflowService }: Client, action: StepAction, asked: Asked): Promise<unknown> {
  switch (action) {
    case 'pause': return workflowService.pauseActivity(asked);
    case 'resume': return workflowService.unpauseActivity(asked);
    case 'reset': return workflowService.resetActivity({ ...asked, keepPaused: true });
  }
}
