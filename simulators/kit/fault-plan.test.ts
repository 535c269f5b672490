import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultPlan } from './fault-plan.js';
import { createFaultSchema, type FaultInput } from './faults.js';

const schema = createFaultSchema({ rejections: {}, wrongPersons: {}, wrongSchemas: {} });
let folder: string;
let now: number;
let drawn: number;
let plan: FaultPlan;

const path = () => join(folder, 'faults.jsonl');
const open = () => FaultPlan.open(path(), { now: () => now, random: () => drawn });
const add = (fault: FaultInput) => plan.add(schema.parse(fault));
const take = async (at = '/a') => (await plan.take(at)).map(({ kind }) => kind);

async function restart() {
  await plan.close();
  plan = await open();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
  [now, drawn] = [1_000_000, 0.5];
  plan = await open();
});
afterEach(async () => {
  await plan.close();
  await rm(folder, { recursive: true });
});

describe('a fault', () => {
  it('hits what its path says', async () => {
    await add({ kind: 'half-open', path: '/a/b' });
    expect([await take('/a/b/c'), await take('/a')]).toEqual([['half-open'], []]);
  });

  it('hits those alone that speak of what it is about', async () => {
    await add({ kind: 'half-open', about: '440106' });
    expect([await plan.take('/a', '{"idNo":"440106199001010019"}'), await plan.take('/a', '{"idNo":"440104199001010019"}')]).toMatchObject([[{ kind: 'half-open' }], []]);
  });

  it('hits its share of the requests', async () => {
    await add({ kind: 'half-open', probability: 0.5 });
    expect(await take()).toEqual([]);
    drawn = 0.49;
    expect(await take()).toEqual(['half-open']);
  });

  it('adds up with others, in the order in which they were set', async () => {
    await add({ kind: 'drip' });
    await add({ kind: 'latency', ms: 1 });
    expect(await take()).toEqual(['drip', 'latency']);
  });
});

describe('a restart', () => {
  it('keeps what is left of a count', async () => {
    await add({ kind: 'half-open', count: 3 });
    await take();
    await restart();
    await take();
    await restart();
    expect([await take(), await take()]).toEqual([['half-open'], []]);
  });

  it('ends a fault when it was to end', async () => {
    await add({ kind: 'half-open', forMs: 1000 });
    now += 999;
    await restart();
    expect(await take()).toEqual(['half-open']);
    now += 1;
    expect(await take()).toEqual([]);
    await restart();
    expect(plan.list()).toEqual([]);
  });

  it('keeps a fault without an end, until all are ended', async () => {
    await add({ kind: 'late', ms: 5 });
    await restart();
    expect(plan.list()).toMatchObject([{ kind: 'late', ms: 5, path: '/' }]);
    await plan.clear();
    await restart();
    expect(plan.list()).toEqual([]);
  });

  it('keeps the port closed for the rest of its time', async () => {
    await add({ kind: 'down', how: 'refuse', forMs: 1000 });
    now += 400;
    await restart();
    expect([plan.closedForMs(), await take()]).toEqual([600, []]);
    now += 600;
    expect(plan.closedForMs()).toBe(0);
  });
});

it('forgets on disk what is spent, once something new is set', async () => {
  for (const count of [1, 1, 1]) {
    await add({ kind: 'half-open', count });
    await take();
  }
  await add({ kind: 'drip' });
  expect((await readFile(path(), 'utf8')).trim().split('\n')).toHaveLength(1);
});
