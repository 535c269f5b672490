import type { Client } from '@temporalio/client';
import { createLoop, type Loop } from './loop.js';

export type EngineWatch = Loop & { downSince: () => Date | null };

const EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 1_500;

/** Knows whether the engine answers, and since when not: what a banner tells every desk. Commands do not ask it. */
export function createEngineWatch(client: Client, now: () => Date = () => new Date()): EngineWatch {
  let since: Date | null = null;

  async function turn(): Promise<void> {
    try {
      await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => client.workflowService.describeNamespace({ namespace: client.options.namespace }));
      since = null;
    } catch {
      since ??= now(); // whatever it answers instead, automation is late
    }
  }

  return { ...createLoop({ turn, everyMs: EVERY_MS, onError: () => undefined }), downSince: () => since };
}
