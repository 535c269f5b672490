import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Environment } from '../config/env.js';
import { withLock } from '../tools/file-lock.mjs';
import { cacheFolder } from './folders.js';
import { buildTemporal } from './temporal-build.js';
import { isServerAnswering } from './temporal-connection.js';
import { downloadTemporal } from './temporal-download.js';
import type { Obtain } from './temporal-version.js';
import { CLI_VERSION, versionOf } from './temporal-version.js';

/** A server that runs already, or the program to start one with. */
export type ResolvedTemporal = { kind: 'address'; address: string } | { kind: 'program'; file: string; server: string };

export type ResolverOptions = { env: Environment; say: (line: string) => void; download?: Obtain; build?: Obtain };

/** No way to a Temporal server is open; the message says what would open one. */
export class NoTemporalError extends Error {
  override readonly name = 'NoTemporalError';
}

/**
 * One way to a Temporal server for `npm start`, tests and CI. The first of five that is open wins and is named in one
 * line: TEMPORAL_ADDRESS, `temporal` on PATH, the cache folder, the SDK's download, a build with Go.
 * @throws {NoTemporalError}
 */
export async function resolveTemporal({ env, say, download = downloadTemporal, build = buildTemporal }: ResolverOptions): Promise<ResolvedTemporal> {
  const address = env['TEMPORAL_ADDRESS'];
  if (address) return useAddress(address, say);
  const cached = cachedProgram(env);
  const found = onPath(env, say) ?? inCache(cached, say);
  if (found) return found;
  const waiting = () => say('Temporal: another command is obtaining the server, waiting for it');
  return withLock(join(dirname(dirname(cached)), `${CLI_VERSION}.lock`), async () => inCache(cached, say) ?? (await obtain(cached, { download, build, say })), waiting);
}

/** Where a program of our version is kept for all checkouts. */
export function cachedProgram(env: Environment): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(cacheFolder(env), 'temporal', `${CLI_VERSION}-${platform}-${process.arch}`, `temporal${process.platform === 'win32' ? '.exe' : ''}`);
}

async function useAddress(address: string, say: (line: string) => void): Promise<ResolvedTemporal> {
  if (!(await isServerAnswering(address))) {
    throw new NoTemporalError(`TEMPORAL_ADDRESS is ${address}, where no Temporal server answers. Start it, or unset the variable to have one started here.`);
  }
  say(`Temporal: using the server of TEMPORAL_ADDRESS at ${address}`);
  return { kind: 'address', address };
}

function onPath(env: Environment, say: (line: string) => void): ResolvedTemporal | undefined {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  const file = (env['PATH'] ?? '').split(delimiter).filter(Boolean).map((folder) => join(folder, name)).find(isProgram);
  if (!file) return undefined;
  const version = versionOf(file);
  if (!version || version.support === 'older') {
    say(`Temporal: ${file} on PATH ${version ? `has server ${version.server}, which is too old` : 'does not say its server version'}; looking further`);
    return undefined;
  }
  if (version.support === 'newer') say(`Temporal: warning: server ${version.server} is newer than those we test with (up to 1.31)`);
  say(`Temporal: using ${file} on PATH (server ${version.server})`);
  return { kind: 'program', file, server: version.server };
}

function inCache(file: string, say: (line: string) => void): ResolvedTemporal | undefined {
  const version = isProgram(file) ? versionOf(file) : undefined; // run before it is trusted: it may be cut off
  if (!version) return undefined;
  say(`Temporal: using ${file} (server ${version.server})`);
  return { kind: 'program', file, server: version.server };
}

async function obtain(cached: string, { download, build, say }: Required<Omit<ResolverOptions, 'env'>>): Promise<ResolvedTemporal> {
  mkdirSync(dirname(cached), { recursive: true });
  const failures: string[] = [];
  for (const [how, way] of [['download', download], ['build', build]] as const) {
    const result = await way(cached);
    const version = result.ok ? versionOf(cached) : undefined;
    if (version) {
      say(`Temporal: ${how === 'download' ? 'downloaded' : 'built'} ${cached} (server ${version.server})`);
      return { kind: 'program', file: cached, server: version.server };
    }
    failures.push(`${how}: ${result.ok ? 'the program does not run' : result.why}`);
  }
  throw new NoTemporalError(noWay(cached, failures));
}

function noWay(cached: string, failures: string[]): string {
  return [
    'No Temporal server, and no way to one is open:',
    ...failures.map((failure) => `  ${failure}`),
    'Any one of these helps:',
    '  a server that runs:  set TEMPORAL_ADDRESS=HOST:PORT',
    '  the Temporal CLI:    put `temporal` with server 1.29.1 to 1.31 on PATH (brew install temporal, or docs.temporal.io/cli)',
    `  the same program:    copy it to ${cached}`,
    '  the network:         let this machine reach https://temporal.download',
    '  Go 1.26 or newer:    https://go.dev/dl, with access to a Go module proxy; the build takes three to four minutes, once',
  ].join('\n');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
