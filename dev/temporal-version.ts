import { spawnSync } from 'node:child_process';

/** The program we download or build. */
export const CLI_VERSION = '1.8.2';

/** A way to obtain that program under the name `cached`, or why it is not open. */
export type Obtain = (cached: string) => Promise<{ ok: true } | { ok: false; why: string }>;

/** `supported` and `newer` can be used, the latter with a warning. */
export type TemporalVersion = { server: string; support: 'supported' | 'newer' | 'older' };

/** The oldest server that our workflows were run on, and the first whose visibility queries differ. */
const OLDEST = [1, 29, 1] as const;
const CHANGED = [1, 32, 0] as const;

/** Asks a `temporal` program; undefined when it does not run or does not say its server. */
export function versionOf(program: string): TemporalVersion | undefined {
  const { stdout, status } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? readVersion(stdout) : undefined;
}

/** A program built from source calls itself 0.0.0-DEV, so only the server's number counts. */
export function readVersion(text: string): TemporalVersion | undefined {
  const [, server] = /Server (\d+\.\d+\.\d+)/.exec(text) ?? [];
  if (server === undefined) return undefined;
  const support = compare(server, OLDEST) < 0 ? 'older' : compare(server, CHANGED) < 0 ? 'supported' : 'newer';
  return { server, support };
}

function compare(version: string, other: readonly number[]): number {
  const numbers = version.split('.').map(Number);
  const index = numbers.findIndex((number, position) => number !== other[position]);
  return index < 0 ? 0 : (numbers[index] ?? 0) - (other[index] ?? 0);
}
