import { chownSync, closeSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openLog, tailOf } from './log-file.js';
import { clearOrphan } from './postgres-orphan.js';
import type { PostgresPlace, User } from './postgres-place.js';
import { makePrivateFolder } from './postgres-place.js';
import type { Program } from './program.js';
import { describeExit, startProgram } from './program.js';

export const SUPERUSER = 'postgres';
const READY_WITHIN_MS = 60_000; // a crash recovery reads the whole log

/** What a small machine bears; nothing that a commit promises is loosened. */
const DURABLE = { shared_buffers: '128MB', max_connections: '100', fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', max_wal_size: '1GB' };
/** For data that is thrown away at the end. */
const THROWAWAY = { shared_buffers: '128MB', max_connections: '150', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '1GB' };

export type ClusterOptions = { place: PostgresPlace; port: number; password: string; logFile: string; durable: boolean };
export type Cluster = { program: Program; port: number; adminUrl: string; orphan: 'none' | 'stopped' | 'swept' };

/**
 * Starts the cluster, made first when there is none, and waits until it answers.
 * @throws {Error} with the end of its log when it does not come up
 */
export async function startCluster({ place, port, password, logFile, durable }: ClusterOptions): Promise<Cluster> {
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) createCluster(place, password, durable);
  const orphan = await clearOrphan(place.dataDir);
  const log = openLog(logFile);
  if (place.user) chownSync(logFile, place.user.uid, place.user.gid);
  const program = await startProgram({
    file: join(place.programs, 'bin/postgres'),
    args: ['-D', place.dataDir, '-h', '127.0.0.1', '-p', String(port), ...settings(durable ? DURABLE : THROWAWAY)],
    env: environment(),
    log,
    user: place.user,
    cwd: place.dataDir,
  });
  closeSync(log);
  const adminUrl = `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  await isReady(program, adminUrl, logFile);
  return { program, port, adminUrl, orphan };
}

/** Made beside its place and then moved there, so that an interrupted start leaves nothing half made. */
function createCluster(place: PostgresPlace, password: string, durable: boolean): void {
  const making = `${place.dataDir}.making`;
  const passwordFile = `${place.dataDir}.password`;
  mkdirSync(dirname(place.dataDir), { recursive: true });
  makePrivateFolder(making, place.user);
  writePrivately(passwordFile, password, place.user);
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const args = ['-D', making, '-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256', `--locale=${locale}`, '--encoding=UTF8', '--no-instructions'];
  try {
    const result = spawnSync(join(place.programs, 'bin/initdb'), durable ? args : [...args, '--no-sync'], { encoding: 'utf8', env: environment(), cwd: making, ...(place.user ?? {}) });
    if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(place.dataDir, { recursive: true, force: true });
  renameSync(making, place.dataDir);
}

function writePrivately(file: string, content: string, user: User | undefined): void {
  rmSync(file, { force: true });
  writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
  if (user) chownSync(file, user.uid, user.gid);
}

/** Details and statements of errors carry values of rows, which have no place in a log. */
function settings(own: Record<string, string>): string[] {
  const all = { ...own, unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', jit: 'off', log_min_messages: 'warning', log_error_verbosity: 'terse', log_min_error_statement: 'panic' };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function environment(): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C' };
}

async function isReady(program: Program, adminUrl: string, logFile: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (!(await answers(adminUrl))) {
    if (program.hasExited()) throw new Error(`Postgres ${describeExit(await program.exited)}:\n${tailOf(logFile)}`);
    if (performance.now() > until) {
      await program.stop([{ signal: 'SIGQUIT', withinMs: 2_000 }, { signal: 'SIGKILL', withinMs: 1_000 }]);
      throw new Error(`Postgres did not answer within ${READY_WITHIN_MS / 1000} s:\n${tailOf(logFile)}`);
    }
    await wait(50);
  }
}

/** False while it is starting; a wrong password is no matter of time and is thrown. */
async function answers(adminUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
  let lost: Error | undefined;
  client.on('error', (error) => (lost = error)); // else a killed server would end this process
  try {
    await client.connect();
    await client.query('select 1');
    return lost === undefined;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new Error('The Postgres data was made with another password than the secrets.json of the data folder has. Put that file back, or begin again: npm start -- --fresh', { cause: error });
    }
    return false;
  } finally {
    await client.end();
  }
}
