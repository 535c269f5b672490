import type { Client } from '@temporalio/client';

/** What one visit left in the engine, all runs of its workflow together. */
export type HistoryCount = { events: number; bytes: number; workflowTasks: number };

/** The mean over `workflowIds`. */
export async function countHistories(temporal: Client, workflowIds: readonly string[]): Promise<HistoryCount | undefined> {
  const counts: HistoryCount[] = [];
  for (const workflowId of workflowIds) counts.push(await countOne(temporal, workflowId));
  if (counts.length === 0) return undefined;
  const mean = (of: (count: HistoryCount) => number) => counts.reduce((sum, count) => sum + of(count), 0) / counts.length;
  return { events: mean(({ events }) => events), bytes: mean(({ bytes }) => bytes), workflowTasks: mean(({ workflowTasks }) => workflowTasks) };
}

async function countOne(temporal: Client, workflowId: string): Promise<HistoryCount> {
  const total: HistoryCount = { events: 0, bytes: 0, workflowTasks: 0 };
  for (const runId of await runsOf(temporal, workflowId)) {
    const handle = temporal.workflow.getHandle(workflowId, runId);
    const [{ raw }, { events }] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    total.events += events?.length ?? 0;
    total.bytes += Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0);
    total.workflowTasks += (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes).length;
  }
  return total;
}

/** A signal that came after the end would have started one more. */
async function runsOf(temporal: Client, workflowId: string): Promise<string[]> {
  const runs: string[] = [];
  for await (const { runId } of temporal.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs.push(runId);
  return runs;
}
