import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { startProgress } from '../tools/progress.mjs';
import { projectRoot } from './folders.js';
import type { Obtain } from './temporal-version.js';
import { CLI_VERSION } from './temporal-version.js';

const STALLED_MS = 20_000; // no new byte for so long: the network is not there
const LIMIT_MS = 10 * 60_000;

/** The SDK's own download, in a process that is ended when nothing arrives; the result is renamed to its cached name. */
export const downloadTemporal: Obtain = async (cached) => {
  const folder = dirname(cached);
  const downloaded = join(folder, `temporal-v${CLI_VERSION}`);
  const partial = `${downloaded}.downloading`;
  rmSync(partial, { force: true }); // of a killed download, for which the next one would wait a minute
  const end = startProgress(() => `downloading Temporal ${CLI_VERSION}: ${Math.round(sizeOf(folder) / 2 ** 20)} MiB`);
  const failure = await runDownload(folder);
  if (failure === null && existsSync(downloaded)) renameSync(downloaded, cached);
  const ok = failure === null && existsSync(cached);
  end(ok ? 'Temporal downloaded' : 'Temporal not downloaded');
  rmSync(partial, { force: true });
  return ok ? { ok } : { ok, why: failure ?? 'the SDK left no program' };
};

/** Null when it ended well, else why not. */
function runDownload(folder: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['tools/download-temporal.mjs', folder, `v${CLI_VERSION}`], { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    let stopped: string | null = null;
    child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-4_000)));
    const watch = watchGrowth(folder, (why) => {
      stopped = why;
      child.kill('SIGKILL');
    });
    const finish = (why: string | null) => {
      clearInterval(watch);
      resolve(why);
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code) => finish(stopped ?? (code === 0 ? null : reasonIn(errors))));
  });
}

function watchGrowth(folder: string, giveUp: (why: string) => void): NodeJS.Timeout {
  const startedAt = performance.now();
  let size = sizeOf(folder);
  let grewAt = startedAt;
  return setInterval(() => {
    const now = performance.now();
    if (sizeOf(folder) !== size) [size, grewAt] = [sizeOf(folder), now];
    if (now - grewAt > STALLED_MS) giveUp(`nothing arrived for ${STALLED_MS / 1000} s`);
    else if (now - startedAt > LIMIT_MS) giveUp(`it took longer than ${LIMIT_MS / 60_000} minutes`);
  }, 500);
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

function reasonIn(errors: string): string {
  return /dns error|connect|timed? ?out|certificate|status [45]\d\d/i.exec(errors) ? 'temporal.download cannot be reached' : (errors.trim().split('\n')[0] ?? 'it failed');
}
