import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { startProgress } from '../tools/progress.mjs';
import { projectRoot } from './folders.js';
import type { Obtain } from './temporal-version.js';

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';

/** `go build` of tools/temporal-cli, whose go.sum pins every source; the program appears under its name only when complete. */
export const buildTemporal: Obtain = async (cached) => {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.status !== 0) return { ok: false, why: 'there is no Go (program `go`) on PATH' };
  sweepPartials(cached);
  const partial = `${cached}.${process.pid}.partial`;
  const seen = { compiled: 0, fetched: 0 };
  const end = startProgress(() => progressOf(seen));
  const failure = await runBuild(partial, seen);
  if (failure === null) renameSync(partial, cached);
  end(failure === null ? 'Temporal built' : 'Temporal not built');
  rmSync(partial, { force: true });
  return failure === null ? { ok: true } : { ok: false, why: failure };
};

type Seen = { compiled: number; fetched: number };

/** Null when it ended well, else what Go said last. */
function runBuild(output: string, seen: Seen): Promise<string | null> {
  const args = ['build', '-mod=readonly', '-trimpath', '-v', '-ldflags=-s -w', '-o', output, PACKAGE];
  const child = spawn('go', args, { cwd: join(projectRoot, 'tools/temporal-cli'), env: { ...process.env, CGO_ENABLED: '0' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: string[] = [];
  let rest = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) note(line, seen, errors);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 && existsSync(output) ? null : errors.slice(-5).join('\n    ') || `go build ended with code ${code}`));
  });
}

/** With -v Go names each package as it compiles it, and each module that it fetches. */
function note(line: string, seen: Seen, errors: string[]): void {
  if (line.startsWith('go: downloading')) seen.fetched += 1;
  else if (/^[\w.~-]+(\/[\w.~+-]+)*$/.test(line)) seen.compiled += 1;
  else if (line.trim() !== '') errors.push(line);
}

function progressOf({ compiled, fetched }: Seen): string {
  if (compiled === 0) return `building Temporal with Go (three to four minutes, once): ${fetched} modules fetched,`;
  return `building Temporal with Go (three to four minutes, once): ${compiled} of about 1,700 packages compiled,`;
}

/** What an interrupted build left; we hold the lock, so nobody is writing it. */
function sweepPartials(cached: string): void {
  for (const name of readdirSync(dirname(cached))) if (name.endsWith('.partial')) rmSync(join(dirname(cached), name), { force: true });
}
