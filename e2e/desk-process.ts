import { testBlindIndex, testCipher } from '../db/database-fixtures.js';
import { createDoor } from '../db/door.js';
import type { Submission, SubmitResult } from '../db/door/submission.js';
import { createPool } from '../db/pool.js';
import { loadPolicies } from '../config/load-policies.js';
import { onStop, tellReady } from '../config/supervision.js';

/** What a test sends to this process, and what it gets back. */
export type DeskQuestion = { id: number; submission: Submission };
export type DeskAnswer = { id: number; result: SubmitResult } | { id: number; failed: string };

// A desk's side of the door in a process of its own, with connections of its own: `API_DATABASE_URL=... node --import tsx e2e/desk-process.ts`.
const pool = createPool({ url: process.env.API_DATABASE_URL ?? '', max: 8 });
const policies = loadPolicies('clocks-test');
const door = createDoor({ pool, cipher: testCipher, blindIndex: testBlindIndex, policies: () => policies });

async function answer({ id, submission }: DeskQuestion): Promise<void> {
  const said: DeskAnswer = await door.submit(submission).then((result) => ({ id, result }), (error: Error) => ({ id, failed: error.message }));
  process.send?.(said);
}

process.on('message', (question: DeskQuestion) => void answer(question));
onStop(() => pool.end(), () => undefined);
tellReady();
