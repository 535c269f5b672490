import type { Client } from '@temporalio/client';
import type { NewsStore } from '../db/news-store.js';
import { createLoop, type Loop } from './loop.js';
import { PROCESS_NAMES, processOf } from '../workflows/processes.js';
import type { Fault, ReportFault } from './report-fault.js';

export type FaultWatchParts = {
  client: Client;
  news: NewsStore;
  /** True while this process is the one that watches: an advisory lock of the database. */
  isOnDuty: () => Promise<boolean>;
  /** Makes it visible to people; what is known already stays as it is. */
  reportFault: ReportFault;
  /** The engine has lost what it knew: each open view gets a row of news again. */
  onEngineLost: () => Promise<void>;
  /** True when the namespace under this name has another id than the last time. */
  isAnotherEngine: (namespaceId: string) => Promise<boolean>;
  onError: (error: unknown) => void;
};

const EVERY_MS = 5_000;
const UNREAD_AFTER_MS = 15_000;
const MOST_AT_ONCE = 100;
const ANSWER_WITHIN_MS = 4_000;
/** The attribute is set by the engine after two failed tries of a workflow task and cleared by the first that succeeds. */
const FAILING = 'ExecutionStatus = "Running" AND TemporalReportedProblems IS NOT NULL';

/**
 * Watches from outside the engine, every 5 s, by whichever API process holds the lock: a workflow task that keeps failing, and news that a
 * workflow does not take up while others do, are software faults, each a visible case within 30 s. An engine that is away is no case.
 */
export function createFaultWatch(parts: FaultWatchParts): Loop {
  const { client, news, isOnDuty, reportFault } = parts;

  async function turn(): Promise<void> {
    if (!(await isOnDuty())) return;
    await rebuildWhenLost(parts);
    for (const fault of await failingWorkflows(client)) await reportFault(fault);
    for (const fault of await unreadNews(news)) await reportFault(fault);
  }

  return createLoop({ turn, everyMs: EVERY_MS, onError: parts.onError });
}

async function rebuildWhenLost({ client, isAnotherEngine, onEngineLost }: FaultWatchParts): Promise<void> {
  const { namespace } = client.options;
  const { namespaceInfo } = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => client.workflowService.describeNamespace({ namespace }));
  if (namespaceInfo?.id && (await isAnotherEngine(namespaceInfo.id))) await onEngineLost();
}

async function unreadNews(news: NewsStore): Promise<Fault[]> {
  const unread = await news.findUnread({ afterMs: UNREAD_AFTER_MS, limit: MOST_AT_ONCE });
  return unread.flatMap(({ process, id }) => {
    const known = PROCESS_NAMES.find((name) => name === process); // a newer release may have more kinds, and watches them
    return known ? [{ process: known, id, step: 'news-unread' }] : [];
  });
}

async function failingWorkflows(client: Client): Promise<Fault[]> {
  const found: Fault[] = [];
  await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
    for await (const { workflowId } of client.workflow.list({ query: FAILING, pageSize: MOST_AT_ONCE })) {
      const failing = processOf(workflowId);
      if (failing) found.push({ ...failing, step: 'workflow-task' });
      if (found.length >= MOST_AT_ONCE) break;
    }
  });
  return found;
}
