import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf, tryLock, withLock } from './file-lock.mjs';

describe('a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-lock-'));
  const file = join(folder, 'locks/one');
  afterEach(() => rmSync(join(folder, 'locks'), { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is held by one, and tells others what its holder wrote', () => {
    const { lock } = tryLock(file, { url: 'http://127.0.0.1:1' });
    expect(tryLock(file).holder).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:1' });
    lock?.write({ url: 'http://127.0.0.1:2' });
    expect(holderOf(file)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:2' });
    lock?.release();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a holder that was killed, by one of many', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', `import { tryLock } from '${join(process.cwd(), 'tools/file-lock.mjs')}'; tryLock('${file}'); console.log('held'); setInterval(() => {}, 1000);`]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(tryLock(file).holder).toMatchObject({ pid: child.pid });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect([tryLock(file), tryLock(file), tryLock(file)].filter(({ lock }) => lock)).toHaveLength(1);
  });

  it('is taken over when its number now belongs to another process', () => {
    tryLock(file).lock?.write({});
    const holder = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...holder, identity: 'an earlier one' }));
    expect(tryLock(file).lock).toBeDefined();
  });

  it('that is just being written counts as held, an old one that cannot be read does not', () => {
    tryLock(file);
    writeFileSync(file, '{"pi');
    expect(tryLock(file).lock).toBeUndefined();
    utimesSync(file, new Date(0), new Date(0));
    expect(tryLock(file).lock).toBeDefined();
  });

  it('lets one work at a time, also after a failure', async () => {
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} ends`);
      if (name === 'first') throw new Error('failed');
    };
    const first = withLock(file, work('first'));
    const second = withLock(file, work('second'));
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });
});
