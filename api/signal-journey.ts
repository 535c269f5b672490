import { Client, Connection, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { JourneyId } from '../domain/ids.js';
import { JOURNEYS } from '../workflows/task-queues.js';
import { advance, type VaccinationJourneyInput } from '../workflows/vaccination-journey-messages.js';
import { journeyWorkflowId, VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';

/** Tells a journey's workflow of a version, starting it where none runs. Rejects when the engine has not accepted it within `ANSWER_WITHIN_MS`. */
export type SignalJourney = (journeyId: JourneyId, version: number) => Promise<void>;

const ANSWER_WITHIN_MS = 5_000;

/** Connects with the first call, so that an API starts and answers while the engine is down. */
export function createTemporalClient({ address, namespace, dataConverter }: { address: string; namespace: string; dataConverter: DataConverter }): Client {
  return new Client({ connection: Connection.lazy({ address }), namespace, dataConverter });
}

export function createSignalJourney(client: Client): SignalJourney {
  return async (journeyId, version) => {
    await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.signalWithStart(VACCINATION_JOURNEY, {
        workflowId: journeyWorkflowId(journeyId),
        taskQueue: JOURNEYS,
        args: [{ journeyId } satisfies VaccinationJourneyInput],
        signal: advance,
        signalArgs: [{ version }],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE, // a signal after the end starts a run that reads the view and ends
      }),
    );
  };
}
