import { condition, defineSignal, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities } from './main.js';

export const BARE_UPDATES = 'bare-updates';

const { echo } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '4 seconds' });

export const answer = defineUpdate<number, [number]>('answer');
export const leave = defineSignal('leave');

/** The least that a desk would wait for, were its commands Updates: one local activity, which does nothing. */
export async function bareUpdate(): Promise<void> {
  let left = false;
  setHandler(answer, (n) => echo(n));
  setHandler(leave, () => void (left = true));
  await condition(() => left);
}
