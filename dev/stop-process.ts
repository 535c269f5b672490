import { setTimeout as wait } from 'node:timers/promises';
import { identityOf } from '../tools/process-identity.mjs';

/** A process as it was when we knew it; the identity tells it from a later one with the same number. */
export type KnownProcess = { pid: number; identity: string };

/** One signal and how long it is given before the next one. */
export type StopStep = { signal: NodeJS.Signals; withinMs: number };

const POLL_MS = 20;

export function isAlive({ pid, identity }: KnownProcess): boolean {
  return identityOf(pid) === identity;
}

export function knownProcess(pid: number): KnownProcess | undefined {
  const identity = identityOf(pid);
  return identity === undefined ? undefined : { pid, identity };
}

/** Ends a process by one signal after the other until it is gone; false when it outlived all of them. */
export async function stopProcess(process_: KnownProcess, steps: StopStep[]): Promise<boolean> {
  for (const { signal, withinMs } of steps) {
    if (!isAlive(process_)) return true;
    send(process_.pid, signal);
    if (await isGoneWithin(process_, withinMs)) return true;
  }
  return !isAlive(process_);
}

async function isGoneWithin(process_: KnownProcess, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isAlive(process_)) {
    if (performance.now() >= until) return false;
    await wait(POLL_MS);
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // gone in between is what we want
  }
}
