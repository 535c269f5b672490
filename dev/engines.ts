import { writeFileSync } from 'node:fs';
import type { Installation } from './installation.js';
import { TEMPORAL_PROCESS } from './leftovers.js';
import { asPart, type Part, type RunningPart } from './part.js';
import { startCluster } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';
import type { StopStep } from './stop-process.js';
import { ensureNamespace } from './temporal-connection.js';
import { resolveTemporal } from './temporal-resolver.js';
import { startTemporalServer, TEMPORAL_STOP } from './temporal-server.js';

const POSTGRES_STOP: StopStep[] = [
  { signal: 'SIGINT', withinMs: 1_200 }, // ends sessions, writes a checkpoint
  { signal: 'SIGQUIT', withinMs: 500 }, // the next start recovers from the log: nothing committed is lost
  { signal: 'SIGKILL', withinMs: 300 },
];
export const NAMESPACE = 'miaocheng';

/** The database of DATABASE_URL, or a cluster of our own; `adminUrl` may make roles and databases. */
export async function postgres({ env, file, cache, log, ports, secrets }: Installation, say: (line: string) => void): Promise<{ adminUrl: string; part: Part | null }> {
  const given = env['DATABASE_URL'];
  if (given) return { adminUrl: given, part: null };
  const place = findPlace(file('postgres'), cache);
  if (place.moved) say(`Postgres: ${place.moved}, so its data are in ${place.dataDir}`);
  const options = { place, port: ports.postgres, password: secrets.postgres, logFile: log('postgres'), durable: true };
  const part: Part = {
    name: 'postgres',
    async start() {
      const { program } = await startCluster(options);
      return asPart(program, POSTGRES_STOP, {});
    },
  };
  return { adminUrl: `postgres://postgres:${encodeURIComponent(secrets.postgres)}@127.0.0.1:${ports.postgres}/postgres`, part };
}

/** The server of TEMPORAL_ADDRESS, or one of our own with its pages. */
export async function temporal(installation: Installation, say: (line: string) => void): Promise<{ address: string; part: Part | null; uiUrl: string | null }> {
  const { env, file, log, ports } = installation;
  const resolved = await resolveTemporal({ env, say });
  if (resolved.kind === 'address') {
    await ensureNamespace(resolved.address, NAMESPACE);
    return { address: resolved.address, part: null, uiUrl: env['TEMPORAL_UI_URL'] ?? null };
  }
  const options = { file: resolved.file, dbFile: file('temporal/temporal.db'), port: ports.temporal, uiPort: ports.temporalUi, namespace: NAMESPACE, logFile: log('temporal') };
  const start = async (): Promise<RunningPart> => {
    const program = await startTemporalServer(options);
    writeFileSync(file(TEMPORAL_PROCESS), JSON.stringify(program.process));
    return asPart(program, TEMPORAL_STOP, {});
  };
  return { address: `127.0.0.1:${ports.temporal}`, part: { name: 'temporal', start }, uiUrl: `http://127.0.0.1:${ports.temporalUi}` };
}
