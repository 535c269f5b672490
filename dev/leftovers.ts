import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config/env.js';
import { cacheFolder, dataFolder } from './folders.js';
import { clearOrphan } from './postgres-orphan.js';
import { findPlace } from './postgres-place.js';
import { stopProcess, type KnownProcess } from './stop-process.js';
import { TEMPORAL_STOP } from './temporal-server.js';

/** Where the process of the Temporal server is written down, within the data folder. */
export const TEMPORAL_PROCESS = 'temporal.json';

/** Ends what a killed launcher left running on this data: Postgres and Temporal, which hold its files and the ports that we want. */
export async function stopOrphans(env: Environment): Promise<void> {
  await Promise.all([...clusterFolders(env).map(clearOrphan), stopTemporal(join(dataFolder(env), TEMPORAL_PROCESS))]);
}

/** Deletes everything of this data folder but the locks, one of which we hold, and a cluster of it that stands elsewhere. */
export function forgetAll(env: Environment): void {
  const folder = dataFolder(env);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'locks') : [];
  for (const path of [...names.map((name) => join(folder, name)), ...clusterFolders(env)]) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

function clusterFolders(env: Environment): string[] {
  return env['DATABASE_URL'] ? [] : [findPlace(join(dataFolder(env), 'postgres'), cacheFolder(env)).dataDir];
}

async function stopTemporal(known: string): Promise<void> {
  if (existsSync(known)) await stopProcess(JSON.parse(readFileSync(known, 'utf8')) as KnownProcess, TEMPORAL_STOP);
}
