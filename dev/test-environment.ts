import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/env.js';
import { cacheFolder } from './folders.js';
import { anyFreePort } from './ports.js';
import { startCluster } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';
import { resolveTemporal } from './temporal-resolver.js';
import { startTemporalServer, TEMPORAL_STOP } from './temporal-server.js';
import type { StopStep } from './stop-process.js';

export type TestEnvironment = {
  /** A superuser of a cluster that is thrown away at the end: suites make their own databases in it. */
  adminUrl: string;
  /** A tuned server for all suites; each takes a namespace of its own. */
  temporalAddress: string;
  /** The program itself, for suites that stop and start a server of their own. */
  temporalProgram: string | null;
  stop(): Promise<void>;
};

const POSTGRES_STOP: StopStep[] = [
  { signal: 'SIGINT', withinMs: 3_000 },
  { signal: 'SIGKILL', withinMs: 1_000 },
];

/** One Postgres and one Temporal server for a run of tests, as real as those of `npm start` but for durability. */
export async function startTestEnvironment(env: Environment, say: (line: string) => void): Promise<TestEnvironment> {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-test-'));
  const place = findPlace(join(folder, 'postgres'), cacheFolder(env));
  const postgres = await startCluster({ place, port: await anyFreePort(), password: 'of-this-run-only', logFile: join(folder, 'postgres.log'), durable: false });
  const temporal = await startTemporal(env, folder, say);
  return {
    adminUrl: postgres.adminUrl,
    temporalAddress: temporal.address,
    temporalProgram: temporal.file,
    async stop() {
      await temporal.stop();
      await postgres.program.stop(POSTGRES_STOP);
      rmSync(place.dataDir, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startTemporal(env: Environment, folder: string, say: (line: string) => void) {
  const resolved = await resolveTemporal({ env, say });
  if (resolved.kind === 'address') return { address: resolved.address, file: null, stop: async () => undefined };
  const port = await anyFreePort();
  const program = await startTemporalServer({ file: resolved.file, dbFile: join(folder, 'temporal/temporal.db'), port, uiPort: null, namespace: 'miaocheng', logFile: join(folder, 'temporal.log') });
  return { address: `127.0.0.1:${port}`, file: resolved.file, stop: () => program.stop(TEMPORAL_STOP) };
}
