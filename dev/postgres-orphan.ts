import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { KnownProcess, StopStep } from './stop-process.js';
import { knownProcess, stopProcess } from './stop-process.js';

/** Fast shutdown first; what it leaves is repaired from the log at the next start, so the hard ways lose nothing either. */
export const POSTGRES_STOP: StopStep[] = [
  { signal: 'SIGINT', withinMs: 2_000 },
  { signal: 'SIGQUIT', withinMs: 1_000 },
  { signal: 'SIGKILL', withinMs: 1_000 },
];
const BACKENDS_END_MS = 10_000;

/**
 * Makes the data folder free to start on. A launcher that was killed leaves its Postgres running: that one is stopped. A
 * Postgres that was killed leaves `postmaster.pid`, and where process 1 does not reap, a zombie that still answers: the
 * file goes only when the process is gone, a zombie or another program, and no backend of it is left.
 * @returns what was done, for a line to the user
 */
export async function clearOrphan(dataDir: string): Promise<'none' | 'stopped' | 'swept'> {
  const pid = readPid(dataDir);
  if (pid === undefined) return 'none';
  const orphan = knownProcess(pid);
  if (orphan && runsOn(orphan, dataDir)) {
    if (!(await stopProcess(orphan, POSTGRES_STOP))) throw new Error(`Postgres (process ${pid}) on ${dataDir} cannot be stopped`);
    await backendsEnd(dataDir);
    return 'stopped';
  }
  await backendsEnd(dataDir);
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  return 'swept';
}

function readPid(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether this process is a Postgres on this data folder: the number may long belong to another program. */
function runsOn({ pid }: KnownProcess, dataDir: string): boolean {
  if (process.platform === 'linux') return workingFolder(String(pid)) === realpathSync(dataDir);
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout?.includes(dataDir) ?? false;
}

/** Backends of a killed postmaster end by themselves; a new one beside them would damage the data. */
async function backendsEnd(dataDir: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const until = performance.now() + BACKENDS_END_MS;
  const folder = realpathSync(dataDir);
  const left = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && workingFolder(pid) === folder && knownProcess(Number(pid)));
  for (let pids = left(); pids.length > 0; pids = left()) {
    if (performance.now() > until) throw new Error(`processes ${pids.join(', ')} of an earlier Postgres still use ${dataDir}`);
    await wait(50);
  }
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // gone, or not ours to see
  }
}
