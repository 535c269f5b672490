import { defineSignal } from '@temporalio/workflow';

/** News from the door: what the process is asked changed with this version. Lost, doubled and late ones do no harm. */
export type Advance = { version: number };

/** Every kind of workflow that hears of news takes this signal. */
export const advance = defineSignal<[Advance]>('advance');
