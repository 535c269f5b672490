import { spawn, type ChildProcess } from 'node:child_process';
import { identityOf } from '../tools/process-identity.mjs';
import type { KnownProcess, StopStep } from './stop-process.js';
import { stopProcess } from './stop-process.js';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type ProgramOptions = {
  file: string;
  args: string[];
  env: Record<string, string | undefined>;
  /** Where both outputs go; a file and not a pipe, which would break when the launcher is killed. */
  log: number | 'inherit' | 'ignore';
  user?: { uid: number; gid: number } | undefined;
  cwd?: string;
  /** A channel for `process.send`, for our own parts. */
  ipc?: boolean;
};

export type Program = {
  child: ChildProcess;
  process: KnownProcess;
  exited: Promise<Exit>;
  hasExited: () => boolean;
  stop(steps: StopStep[]): Promise<void>;
};

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches the launcher alone, which then stops its parts
 * in order.
 * @throws {Error} when the file cannot be run
 */
export async function startProgram({ file, args, env, log, user, cwd, ipc = false }: ProgramOptions): Promise<Program> {
  const stdio = ipc ? ['ignore' as const, log, log, 'ipc' as const] : ['ignore' as const, log, log];
  const child = spawn(file, args, { env, stdio, detached: true, ...(user ?? {}), ...(cwd ? { cwd } : {}) });
  const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise((resolve, reject) => child.once('spawn', () => resolve(undefined)).once('error', reject));
  const pid = child.pid ?? 0;
  const known = { pid, identity: identityOf(pid) ?? 'ended at once' };
  return {
    child,
    process: known,
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    stop: async (steps) => {
      await stopProcess(known, steps);
      if (child.connected) child.disconnect();
    },
  };
}

/** `ended with code 1`, `was ended by SIGKILL`. */
export function describeExit({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `ended with code ${code}`;
}
