import { jest } from '@jest/globals';
import { createBatch, type Batch } from './batch.js';

let ran: string[];
let finish: (() => void)[];
let batch: Batch<string>;

beforeEach(() => {
  jest.useFakeTimers();
  [ran, finish] = [[], []];
  batch = createBatch((item) => {
    ran.push(item);
    return new Promise<void>((resolve) => finish.push(resolve));
  });
});
afterEach(() => {
  batch.stop();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
async function finishAll(): Promise<void> {
  finish.splice(0).forEach((done) => done());
  await pass(0);
}

it('runs what comes in one go once, and soon', async () => {
  for (let n = 0; n < 100; n += 1) batch.add('list', 1_000);
  batch.add('log', 1_000);
  await pass(50);
  expect(ran).toEqual(['list', 'log']);
});

it('runs each at most once a second, the last change included', async () => {
  for (let n = 0; n < 30; n += 1) {
    batch.add('list', 1_000);
    await pass(100);
    await finishAll();
  }
  await pass(1_000);
  expect(ran).toHaveLength(4); // at once, after one second, after two, and for what came last
});

it('never runs one twice at a time, and once more for what came meanwhile', async () => {
  batch.add('list', 1_000);
  await pass(50);
  for (let n = 0; n < 10; n += 1) {
    batch.add('list', 1_000);
    await pass(1_000);
  }
  expect(ran).toHaveLength(1);
  await finishAll();
  await pass(50);
  expect(ran).toHaveLength(2);
});

it('does not let what has time hold up what is pressing', async () => {
  batch.add('list', 5_000);
  await pass(50);
  await finishAll();
  batch.add('list', 5_000);
  batch.add('list', 1_000);
  await pass(1_000);
  expect(ran).toHaveLength(2);
});

it('goes on after a run that failed', async () => {
  const failing = createBatch((item: string) => Promise.reject(new Error(String(ran.push(item)))));
  failing.add('list', 1_000);
  await pass(50);
  failing.add('list', 1_000);
  await pass(1_000);
  expect(ran).toHaveLength(2);
});
