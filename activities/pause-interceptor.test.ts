import { MockActivityEnvironment } from '@temporalio/testing';
import { DatabaseError } from '../db/database-error.js';
import { dose, JOURNEY } from '../domain/journey/journey-fixtures.js';
import { toInstant } from '../domain/time.js';
import { Unavailable } from '../registries/errors.js';
import { createPauseGate, gatedAuthority, isPause } from './pause-gate.js';
import { createPauseInterceptor } from './pause-interceptor.js';
import type { RetriedStep } from './step-interceptor.js';

const REGISTRY = 'registry-guangdong';
const STEP = `uploadDose:${dose(1)}`;

/** A clock and a table that a test moves. */
function world() {
  const state = { now: 1_000_000, paused: new Map([[REGISTRY, toInstant(1_000_000)]]), reads: 0, broken: false };
  const gate = createPauseGate({
    readPaused: async () => {
      state.reads += 1;
      if (state.broken) throw new DatabaseError('57P01', null);
      return state.paused;
    },
    now: () => state.now,
    random: () => 1,
  });
  return { state, gate };
}

async function run({ system, attempt = 1, isLocal = false, activity = async () => 'done' }: { system: string | null; attempt?: number; isLocal?: boolean; activity?: () => Promise<unknown> }, { gate, state } = world()) {
  const kept: RetriedStep[] = [];
  const calls: string[] = [];
  const interceptor = createPauseInterceptor({ gate, system, keepStep: async (step) => void kept.push(step), now: () => state.now });
  const env = new MockActivityEnvironment({ activityType: 'uploadDose', attempt, isLocal }, { interceptors: [interceptor] });
  const asked = { journeyId: JOURNEY, plannedDoseId: dose(1), contentVersion: 1 };
  const work = (_: typeof asked) => (calls.push('called'), activity());
  const [answer, error] = await env.run(work, asked).then((value): [unknown, unknown] => [value, null], (thrown: unknown): [unknown, unknown] => [null, thrown]);
  return { kept, calls, answer, error };
}

it.each([1, 7])('does nothing on attempt %i while the system is paused, says so from the first on, and comes again much later', async (attempt) => {
  const { kept, calls, error } = await run({ system: REGISTRY, attempt });
  expect(calls).toEqual([]);
  expect(kept).toEqual([{ journeyId: JOURNEY, step: STEP, attempt, errorCode: 'paused', nextTryAt: 1_015_000, runId: expect.any(String), activityId: 'test', beganAt: 1 }]);
  expect(error).toMatchObject({ name: 'ApplicationFailure', type: 'paused', nextRetryDelay: 15_000, nonRetryable: false });
});

it.each([
  { fact: 'another system is paused', asked: { system: 'sms' } },
  { fact: 'it is our own work inside a workflow task', asked: { system: REGISTRY, isLocal: true } },
])('lets through when $fact', async ({ asked }) => {
  expect(await run(asked)).toEqual({ kept: [], calls: ['called'], answer: 'done', error: null });
});

it('takes the word of a call that passes the gate itself', async () => {
  const { state, gate } = world();
  const authority = gatedAuthority({ verify: () => Promise.reject(new Error('was asked')) }, REGISTRY, gate);
  const { kept, error } = await run({ system: null, activity: () => authority.verify({ key: 'k', claim: { name: 'x', birthDate: '2020-01-01' as never, identifier: { type: 'id-card', number: 'x' } }, capture: null }) }, { state, gate });
  expect([kept.length, error]).toEqual([1, expect.objectContaining({ type: 'paused' })]);
});

it('passes on what is no pause as it is', async () => {
  const away = new Unavailable(REGISTRY, 'timeout');
  expect((await run({ system: 'sms', activity: () => Promise.reject(away) })).error).toBe(away);
});

it('reads once a second at most, and hears of the end within it', async () => {
  const { state, gate } = world();
  await Promise.all(['sms', 'sms', 'police-face'].map((system) => gate.pass(system)));
  expect(state.reads).toBe(1);
  state.paused = new Map();
  expect(isPause(await gate.pass(REGISTRY).catch((error: unknown) => error))).toBe(true);
  state.now += 1_000;
  await gate.pass(REGISTRY);
  expect(state.reads).toBe(2);
});

it('sends nothing when nobody knows, and asks again at once', async () => {
  const { state, gate } = world();
  state.broken = true;
  const { calls, kept, error } = await run({ system: 'sms' }, { state, gate });
  expect([calls, kept, error]).toEqual([[], [], expect.any(DatabaseError)]);
  state.broken = false;
  await gate.pass('sms');
  expect(state.reads).toBe(2);
});
