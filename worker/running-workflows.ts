import type { Client } from '@temporalio/client';
import { PROCESSES, type ProcessName } from '../workflows/processes.js';

/** Asks the engine's list which of these things have a running workflow. */
export function createRunningOf({ workflow }: Pick<Client, 'workflow'>): (process: string, ids: readonly string[]) => Promise<ReadonlySet<string>> {
  return async (process, ids) => {
    const kind = PROCESSES[process as ProcessName];
    const names = ids.map((id) => `"${kind.workflowIdOf(id)}"`); // UUIDs under a fixed prefix: nothing to escape
    const running = new Set<string>();
    for await (const { workflowId } of workflow.list({ query: `ExecutionStatus = "Running" AND WorkflowId IN (${names.join(', ')})` })) {
      const id = kind.idOf(workflowId);
      if (id !== null) running.add(id);
    }
    return running;
  };
}
