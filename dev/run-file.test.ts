import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRun, removeRun, writeRun } from './run-file.js';
import { knownProcess } from './stop-process.js';

const folder = mkdtempSync(join(tmpdir(), 'run-file-'));
const file = join(folder, 'data/run.json');
const urls = { api: 'http://127.0.0.1:1' };
afterEach(() => removeRun(file));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the run of a data folder', () => {
  it('is found while its launcher lives, with where it answers, by its owner alone', () => {
    writeRun(file, { urls, database: 'postgres://secret' });
    expect(findRun(file)).toMatchObject({ launcher: { pid: process.pid }, urls, database: 'postgres://secret' });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('counts for nothing when its launcher was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(file, JSON.stringify({ launcher: knownProcess(child.pid ?? 0), urls, database: null }));
    expect(findRun(file)).not.toBeNull();
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(findRun(file)).toBeNull();
  });

  it('counts for nothing when its number now belongs to another process', () => {
    writeRun(file, { urls, database: null });
    const run = JSON.parse(readFileSync(file, 'utf8')) as { launcher: object };
    writeFileSync(file, JSON.stringify({ ...run, launcher: { ...run.launcher, identity: 'an earlier one' } }));
    expect(findRun(file)).toBeNull();
  });

  it('is none when the file is missing or was cut off', () => {
    expect(findRun(file)).toBeNull();
    writeFileSync(file, '{"launcher":');
    expect(findRun(file)).toBeNull();
  });
});
