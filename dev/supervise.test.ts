import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePart, type Part } from './part.js';
import { supervise, type Supervised } from './supervise.js';
import { isAlive, knownProcess } from './stop-process.js';

let folder: string;
let said: string[];
let supervised: Supervised | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervise-'));
  said = [];
});
afterEach(async () => {
  await supervised?.stop();
  supervised = undefined;
  rmSync(folder, { recursive: true });
});

const READY = `process.send({ ready: true, urls: { at: 'here' } }); process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);`;

function part(code: string, { withinMs = 2_000 } = {}): Part {
  const file = join(folder, 'part.mjs');
  writeFileSync(file, code);
  return nodePart({ name: 'part', file, heapMb: 64, env: { PATH: process.env.PATH, FOLDER: folder }, logFile: join(folder, 'part.log'), stop: [{ signal: 'SIGTERM', withinMs }, { signal: 'SIGKILL', withinMs: 1_000 }] });
}
const start = async (of: Part) => (supervised = await supervise(of, (_, state) => said.push(state)));

async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !look(); await new Promise((resolve) => setTimeout(resolve, 20))) if (Date.now() > end) throw new Error(`still waiting: ${said.join('; ')}`);
}

describe('a supervised part', () => {
  it('is ready when it says so, and tells where it answers', async () => {
    const { running } = await start(part(READY));
    expect(running().urls).toEqual({ at: 'here' });
    expect(said).toEqual(['ready']);
  });

  it('that is killed is started again', async () => {
    const { running } = await start(part(READY));
    const first = running().pid;
    process.kill(first, 'SIGKILL');
    await until(() => said.includes('ready again'));
    expect(running().pid).not.toBe(first);
    expect(said[1]).toBe('was ended by SIGKILL; starting it again');
  });

  it('that does not come up again is tried until it does, and says why not', async () => {
    const once = `import { existsSync, writeFileSync } from 'node:fs'; const marker = process.env.FOLDER + '/failed'; `;
    const { running } = await start(part(READY));
    part(`${once} if (!existsSync(marker)) { writeFileSync(marker, ''); console.error('the disk is full'); process.exit(3); } ${READY}`);
    process.kill(running().pid, 'SIGKILL');
    await until(() => said.includes('ready again'));
    expect(said.find((line) => line.startsWith('did not start'))).toMatch(/part: ended with code 3\n[^]*the disk is full/);
  });

  it('that does not start at first fails the start, with the end of its log', async () => {
    await expect(start(part(`console.error('no such database'); process.exit(2);`))).rejects.toThrow(/part: ended with code 2\n[^]*no such database/);
  });

  it('is stopped for good, the hard way when it does not listen', async () => {
    const { running, stop } = await start(part(`${READY} process.removeAllListeners('disconnect'); process.on('SIGTERM', () => {});`, { withinMs: 100 }));
    const known = knownProcess(running().pid);
    await stop();
    expect(known && isAlive(known)).toBe(false);
    expect(said).toEqual(['ready']);
  });

  it('writes what it prints into its log, which its owner alone reads', async () => {
    await start(part(`console.log('a line'); ${READY}`));
    expect(readFileSync(join(folder, 'part.log'), 'utf8')).toContain('a line');
  });
});
