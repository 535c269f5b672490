import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { dose, JOURNEY } from '../domain/journey/journey-fixtures.js';
import { DatabaseError } from '../db/database-error.js';
import { Unavailable } from '../registries/errors.js';
import { createStepInterceptor, stepOf, type RetriedStep } from './step-interceptor.js';

/** Runs an activity as the worker would, with the interceptor around it. */
async function run(activity: () => Promise<unknown>, info: { attempt: number; isLocal?: boolean; currentAttemptScheduledTimestampMs?: number }) {
  const kept: RetriedStep[] = [];
  const forgotten: string[] = [];
  const breaker: string[] = [];
  const faults: string[] = [];
  const interceptor = createStepInterceptor({
    keepStep: async (step) => void kept.push(step),
    forgetStep: async (_, step) => void forgotten.push(step),
    openFault: async (_, step) => void faults.push(step),
    breaker: { succeeded: async () => void breaker.push('succeeded'), failed: async () => void breaker.push('failed') },
    random: () => 1,
    now: () => 1_000,
  });
  const retryPolicy = { initialInterval: 500, backoffCoefficient: 2, maximumInterval: 60_000 };
  const env = new MockActivityEnvironment({ activityType: 'uploadDose', retryPolicy, isLocal: false, ...info }, { interceptors: [interceptor] });
  const asked = { journeyId: JOURNEY, plannedDoseId: dose(1), contentVersion: 1 };
  const error: unknown = await env.run((_: typeof asked) => activity(), asked).then(() => null, (thrown: unknown) => thrown);
  return { kept, forgotten, breaker, faults, error };
}

const STEP = `uploadDose:${dose(1)}`;
const away = () => Promise.reject(new Unavailable('registry', 'timeout'));

it('keeps no row for a first failure, which is mostly over at once', async () => {
  const { kept, breaker, error } = await run(away, { attempt: 1 });
  expect(kept).toEqual([]);
  expect(breaker).toEqual(['failed']);
  expect(error).toMatchObject({ type: 'Unavailable', nextRetryDelay: 500 });
});

it.each([
  ['a bug', new TypeError('x is not a function')],
  ['data that no policy covers', ApplicationFailure.create({ type: 'dose-incomplete' })],
])('opens a case for %s once it has failed twice', async (_, fault) => {
  expect((await run(() => Promise.reject(fault), { attempt: 1 })).faults).toEqual([]);
  expect((await run(() => Promise.reject(fault), { attempt: 2 })).faults).toEqual([STEP]);
});

it.each([
  ['a registry', new Unavailable('registry', 'timeout')],
  ['Postgres', new DatabaseError('57P01', null)],
])('opens no case for %s that is away', async (_, away_) => {
  expect((await run(() => Promise.reject(away_), { attempt: 9 })).faults).toEqual([]);
});

it('keeps a row from the second failure on, with code and next attempt', async () => {
  const { kept } = await run(away, { attempt: 3 });
  expect(kept).toEqual([{ journeyId: JOURNEY, step: STEP, attempt: 3, errorCode: 'timeout', nextTryAt: 3_000, runId: expect.any(String), activityId: 'test', beganAt: 1 }]);
});

it.each([
  { fact: 'caps the back-off', attempt: 20, thrown: new Unavailable('registry', 'timeout'), delay: 60_000 },
  { fact: 'honours Retry-After', attempt: 2, thrown: new Unavailable('registry', 'throttled', { retryAfterMs: 7_000 }), delay: 7_000 },
  { fact: 'keeps a delay that the activity chose', attempt: 2, thrown: ApplicationFailure.create({ type: 'invalid-field', nextRetryDelay: '10 minutes' }), delay: 600_000 },
])('$fact', async ({ attempt, thrown, delay }) => {
  const { error, kept } = await run(() => Promise.reject(thrown), { attempt });
  expect(error).toMatchObject({ nextRetryDelay: delay });
  expect(kept[0]?.nextTryAt).toBe(1_000 + delay);
});

it('takes the row away when a repeated step succeeds, and touches nothing when the first attempt does', async () => {
  expect((await run(async () => 'done', { attempt: 2 })).forgotten).toEqual([STEP]);
  expect((await run(async () => 'done', { attempt: 1 })).forgotten).toEqual([]);
});

it('knows an attempt whose count began anew for none of the first', async () => {
  const again = { attempt: 1, currentAttemptScheduledTimestampMs: 2_000 };
  expect((await run(away, again)).kept).toMatchObject([{ attempt: 1, beganAt: 2_000 }]);
  expect((await run(async () => 'done', again)).forgotten).toEqual([STEP]);
});

it('leaves local activities alone', async () => {
  const { kept, breaker, error } = await run(away, { attempt: 5, isLocal: true });
  expect([kept, breaker]).toEqual([[], []]);
  expect(error).toBeInstanceOf(Unavailable);
});

it('says nothing of what was thrown but its code', async () => {
  const { kept } = await run(() => Promise.reject(new Error('a name that nobody should read')), { attempt: 2 });
  expect(kept[0]?.errorCode).toBe('Error');
});

it('names no step for arguments that are no journey’s', () => {
  expect(stepOf('uploadDose', undefined)).toBeNull();
  expect(stepOf('uploadDose', { journeyId: 'x' })).toBeNull();
});
