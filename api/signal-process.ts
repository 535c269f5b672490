import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type Client } from '@temporalio/client';
import { advance } from '../workflows/news-messages.js';
import { PROCESSES, type ProcessName } from '../workflows/processes.js';

/** Tells a workflow of a version, starting it where none runs. Rejects when the engine has not accepted it within `ANSWER_WITHIN_MS`. */
export type SignalProcess = (news: { process: ProcessName; id: string; version: number }) => Promise<void>;

const ANSWER_WITHIN_MS = 5_000;

export function createSignalProcess(client: Client): SignalProcess {
  return async ({ process, id, version }) => {
    const { workflowIdOf, inputOf, taskQueue } = PROCESSES[process];
    await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.signalWithStart(process, {
        workflowId: workflowIdOf(id),
        taskQueue,
        args: [inputOf(id)],
        signal: advance,
        signalArgs: [{ version }],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE, // a signal after the end starts a run that reads the view and ends
      }),
    );
  };
}
