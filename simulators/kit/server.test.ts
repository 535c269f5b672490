import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from './answer.js';
import { brokenAnswers } from './broken-answers.js';
import type { FaultInput, OwnFaults } from './faults.js';
import { startSimulator, type RunningSimulator } from './server.js';

type Fields = Record<string, unknown>;

/** A system that counts what it does and says which of its acts this was, for whom. */
const own: OwnFaults = {
  rejections: { 'not-today': { status: 422, body: { code: 'not-today' } } },
  wrongPersons: { neighbour: (right) => ({ ...(right as object), who: 'neighbour' }) },
  wrongSchemas: brokenAnswers((right, change) => change(right as Fields)),
};
let folder: string;
let simulator: RunningSimulator;
let acts: string[];

const start = (port = 0) =>
  startSimulator({
    port,
    handle: ({ path }) => ok({ act: acts.push(path), who: 'resident' }),
    control: { reset: async () => undefined, routes: {} },
    faultsFile: join(folder, 'faults.jsonl'),
    own,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  acts = [];
  simulator = await start();
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

async function setFault(fault: FaultInput) {
  expect((await fetch(`${simulator.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) })).status).toBe(200);
}
const ask = (path = '/a', ms = 5000) => fetch(`${simulator.url}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(ms) });
const answer = async (path?: string) => (await ask(path)).json() as Promise<unknown>;
const causeOf = (asked: Promise<unknown>) => asked.then(() => 'answered', (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.name);

describe('before the effect', () => {
  it('latency comes late', async () => {
    await setFault({ kind: 'latency', ms: 300 });
    const startedAt = performance.now();
    expect(await answer()).toMatchObject({ act: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it('reorder holds requests until there are enough', async () => {
    await setFault({ kind: 'reorder', size: 2, withinMs: 60_000 });
    expect(await Promise.all([answer('/1'), answer('/2')])).toHaveLength(2);
    expect(acts.toSorted()).toEqual(['/1', '/2']);
  });

  it('reorder lets go of those for whom nobody came', async () => {
    await setFault({ kind: 'reorder', withinMs: 20 });
    expect(await answer()).toMatchObject({ act: 1 });
  });
});

describe('instead of the effect', () => {
  afterEach(() => expect(acts).toEqual([]));

  it('half-open says nothing and closes nothing', async () => {
    await setFault({ kind: 'half-open' });
    const socket = createConnection(Number(new URL(simulator.url).port), '127.0.0.1');
    let heard = 0;
    socket.on('data', () => (heard += 1)).on('close', () => (heard += 1));
    socket.write('GET /a HTTP/1.1\r\nhost: simulator\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toBe(0);
    socket.destroy();
  });

  it('reset breaks the connection', async () => {
    await setFault({ kind: 'reset' });
    expect(await causeOf(ask())).toBe('ECONNRESET');
  });

  it('redirect points to the same path elsewhere', async () => {
    await setFault({ kind: 'redirect', to: 'http://other.example:81/ignored' });
    const { status, headers } = await ask('/a/b?c=d');
    expect([status, headers.get('location')]).toEqual([307, 'http://other.example:81/a/b?c=d']);
  });

  it('reject refuses in the words of the system', async () => {
    await setFault({ kind: 'reject', code: 'not-today' });
    const response = await ask();
    expect([response.status, await response.json()]).toEqual([422, { code: 'not-today' }]);
  });

  it('error may say when to come again', async () => {
    await setFault({ kind: 'error', status: 429, retryAfterSeconds: 20 });
    const { status, headers } = await ask();
    expect([status, headers.get('retry-after')]).toEqual([429, '20']);
  });
});

describe('after the effect', () => {
  it.each([
    { answered: 'first', act: 1 },
    { answered: 'second', act: 2 },
  ] as const)('duplicate acts twice and gives the $answered answer', async ({ answered, act }) => {
    await setFault({ kind: 'duplicate', answered });
    expect(await answer()).toEqual({ act, who: 'resident' });
    expect(acts).toHaveLength(2);
  });

  it('late has acted before it answers', async () => {
    await setFault({ kind: 'late', ms: 1000 });
    let answered = false;
    const asked = ask().then(() => (answered = true));
    while (acts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(answered).toBe(false);
    await asked;
  });

  it('drip brings the right answer a few bytes at a time', async () => {
    await setFault({ kind: 'drip', bytes: 5, everyMs: 1 });
    const pieces: number[] = [];
    let text = '';
    for await (const piece of (await ask()).body ?? []) {
      pieces.push(piece.byteLength);
      text += Buffer.from(piece).toString();
    }
    expect(JSON.parse(text)).toEqual({ act: 1, who: 'resident' });
    expect(Math.max(...pieces)).toBeLessThan(text.length);
  });

  it('oversize is the right answer with blanks', async () => {
    await setFault({ kind: 'oversize' });
    const text = await (await ask()).text();
    expect([text.length, JSON.parse(text)]).toEqual([10_485_760, { act: 1, who: 'resident' }]);
  });

  it.each<{ fact: string; fault: FaultInput }>([
    { fact: 'reset', fault: { kind: 'reset', effect: 'done' } },
    { fact: 'drop-answer', fault: { kind: 'drop-answer' } },
  ])('$fact gives no answer', async ({ fault }) => {
    await setFault(fault);
    expect(await causeOf(ask())).not.toBe('answered');
    expect(acts).toHaveLength(1);
  });

  it.each<{ fault: FaultInput; said: Fields }>([
    { fault: { kind: 'wrong-person', how: 'neighbour' }, said: { act: 1, who: 'neighbour' } },
    { fault: { kind: 'wrong-schema', how: 'missing-field' }, said: { who: 'resident' } },
    { fault: { kind: 'wrong-schema', how: 'wrong-type' }, said: { act: '1', who: '"resident"' } },
    { fault: { kind: 'wrong-schema', how: 'error-body' }, said: { status: 500, error: 'Internal Server Error' } },
  ])('$fault.kind $fault.how changes what is said', async ({ fault, said }) => {
    await setFault(fault);
    expect(await answer()).toEqual(said);
    expect(acts).toHaveLength(1);
  });
});

describe('a fault that is set', () => {
  it.each([{ kind: 'reject', code: 'unheard' }, { kind: 'wrong-person', how: 'unheard' }, { kind: 'late', ms: 5, howLong: 5 }, { kind: 'redirect', to: 'file:///etc' }])(
    'is one that the system knows: $kind',
    async (fault) => {
      const response = await fetch(`${simulator.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });
      expect([response.status, await answer('/control/faults')]).toEqual([422, { faults: [] }]);
    },
  );

  it('outlives a restart, with what is left of its count', async () => {
    await setFault({ kind: 'error', status: 500, count: 2 });
    expect((await ask()).status).toBe(500);
    await simulator.stop();
    simulator = await start();
    expect([(await ask()).status, (await ask()).status]).toEqual([500, 200]);
  });

  it('keeps the port closed over a restart, until its end', async () => {
    await setFault({ kind: 'down', how: 'refuse', forMs: 1500 });
    await simulator.stop();
    simulator = await start(Number(new URL(simulator.url).port));
    expect(await causeOf(ask())).toBe('ECONNREFUSED');
    while ((await causeOf(ask())) !== 'answered') await new Promise((resolve) => setTimeout(resolve, 50));
    expect(acts).toEqual(['/a']);
  });
});
