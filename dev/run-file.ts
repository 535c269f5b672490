import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, knownProcess, type KnownProcess } from './stop-process.js';

/** What runs on one data folder: the launcher, and where its parts answer once they are ready. */
export type Run = { launcher: KnownProcess; urls: Record<string, string>; database: string | null };

/** The run whose launcher is alive, or null; what a killed one left behind counts for nothing. */
export function findRun(file: string): Run | null {
  try {
    const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
    return isAlive(run.launcher) ? run : null;
  } catch {
    return null; // no such file, or one that was half written by a machine that went down
  }
}

export function writeRun(file: string, run: Pick<Run, 'urls' | 'database'>): void {
  const launcher = knownProcess(process.pid);
  if (!launcher) throw new Error('this process cannot see itself');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ launcher, ...run } satisfies Run, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRun(file: string): void {
  rmSync(file, { force: true });
}
